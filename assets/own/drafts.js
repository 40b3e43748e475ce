// Saves what is typed into a form every few seconds, so that nothing is lost when a session ends.
// A form takes part by `data-tarn-draft="<key>"`. POST /drafts: csrf, draft_key, draft_body (the form's own fields).

const pause = 2000 // milliseconds after the last keystroke
const neverSaved = ['password', 'file', 'submit', 'button']

function body (form) {
  const fields = new URLSearchParams()
  for (const element of form.elements) {
    if (!element.name || element.disabled || element.name === 'csrf' || neverSaved.includes(element.type)) continue
    if ((element.type === 'checkbox' || element.type === 'radio') && !element.checked) continue
    fields.append(element.name, element.value)
  }
  return fields.toString()
}

function statusLine (form) {
  const line = document.createElement('p')
  line.className = 'govuk-hint tarn-draft'
  line.setAttribute('role', 'status')
  form.append(line)
  return line
}

function time () {
  return new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}

function watch (form) {
  const line = statusLine(form)
  let last = body(form)
  let timer = 0
  let sending = false

  async function save () {
    const now = body(form)
    if (now === last) return
    const sent = new URLSearchParams({
      csrf: form.elements.csrf.value,
      draft_key: form.dataset.tarnDraft,
      draft_body: now
    })
    try {
      // Outlives the page: somebody who leaves within the pause has typed it all the same.
      const answer = await fetch('/drafts', { method: 'POST', body: sent, redirect: 'manual', keepalive: true })
      if (answer.ok) {
        last = now
        line.textContent = `Draft saved at ${time()}`
      } else if (answer.status === 413) {
        line.textContent = 'This is too long to be kept as a draft. Send the form to save it.'
      } else if (answer.status >= 500) {
        line.textContent = 'The draft could not be saved yet. It will be tried again.'
        clearTimeout(timer)
        timer = setTimeout(save, pause * 5)
      } else {
        line.textContent = 'You have been signed out. Sign in again in another tab before you go on: what you typed is still here.'
      }
    } catch {
      line.textContent = 'The draft could not be saved. It will be tried again when you type.'
    }
  }

  form.addEventListener('input', () => {
    sending = false
    clearTimeout(timer)
    timer = setTimeout(save, pause)
  })
  form.addEventListener('submit', () => {
    sending = true
    clearTimeout(timer)
  })
  window.addEventListener('pagehide', () => {
    if (!sending) save()
  })
}

export function startDrafts () {
  document.querySelectorAll('form[data-tarn-draft]').forEach(watch)
}
