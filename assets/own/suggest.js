// Search as fast as typing: each pause fetches the same address with `fragment=1`, whose answer is only the list.
const pause = 120 // milliseconds
const shortest = 2 // characters

function enhance (form) {
  const name = form.dataset.tarnSuggest
  const input = form.elements[name]
  const place = form.querySelector('.tarn-find__found')
  const said = document.createElement('p')
  said.className = 'govuk-visually-hidden'
  said.setAttribute('role', 'status')
  form.append(said)
  let timer = 0
  let asked = 0
  let running = new AbortController()

  async function ask () {
    const text = input.value.trim()
    const mine = ++asked
    running.abort()
    running = new AbortController()
    if (text.length < shortest) return place.replaceChildren()
    const address = new URL(form.action)
    for (const [key, value] of new FormData(form)) address.searchParams.set(key, value)
    address.searchParams.set('fragment', '1')
    try {
      const answer = await fetch(address, { headers: { accept: 'text/html' }, redirect: 'manual', signal: running.signal })
      if (!answer.ok || mine !== asked) return
      const found = new DOMParser().parseFromString(await answer.text(), 'text/html').body
      if (mine !== asked) return
      place.replaceChildren(...found.childNodes)
      const count = place.querySelectorAll('li').length
      said.textContent = count === 0 ? 'No suggestions' : `${count} ${count === 1 ? 'suggestion' : 'suggestions'}. Use the arrow keys.`
    } catch {
      if (mine === asked) place.replaceChildren()
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, pause)
  })
  function close () {
    asked++
    clearTimeout(timer)
    place.replaceChildren()
  }

  // The box comes before the first suggestion.
  function walk (step) {
    const stops = [input, ...place.querySelectorAll('a')]
    const next = stops[stops.indexOf(document.activeElement) + step]
    if (next) next.focus()
  }

  form.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      close()
      input.focus()
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && place.hasChildNodes()) {
      event.preventDefault() // the page stays where it is
      walk(event.key === 'ArrowDown' ? 1 : -1)
    }
  })
  // Some browsers give a link no focus when it is clicked: only what lies outside closes the list.
  const closeOutside = element => { if (element && !form.contains(element)) close() }
  form.addEventListener('focusout', event => closeOutside(event.relatedTarget))
  document.addEventListener('pointerdown', event => closeOutside(event.target))
}

export function startSuggestions () {
  document.querySelectorAll('form[data-tarn-suggest]').forEach(enhance)
}
