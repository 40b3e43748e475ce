// First thing in the body: GOV.UK's styles for people with JavaScript apply before anything is painted.
document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '')
