// Search as fast as typing: each pause fetches the same address with `fragment=1`, whose answer is only the list.
const pause = 120 // milliseconds
const shortest = 2 // characters

function enhance (form) {
  const name = form.dataset.tarnSuggest
  const input = form.elements[name]
  const place = form.querySelector('.tarn-search__found')
  const said = document.createElement('p')
  said.className = 'govuk-visually-hidden'
  said.setAttribute('role', 'status')
  form.append(said)
  let timer = 0
  let asked = 0

  async function ask () {
    const text = input.value.trim()
    const mine = ++asked
    if (text.length < shortest) return place.replaceChildren()
    const address = new URL(form.action)
    for (const [key, value] of new FormData(form)) address.searchParams.set(key, value)
    address.searchParams.set('fragment', '1')
    try {
      const answer = await fetch(address, { headers: { accept: 'text/html' } })
      if (!answer.ok || mine !== asked) return
      const found = new DOMParser().parseFromString(await answer.text(), 'text/html').body
      if (mine !== asked) return
      place.replaceChildren(...found.childNodes)
      const count = place.querySelectorAll('li').length
      said.textContent = count === 0 ? 'No suggestions' : `${count} suggestions below`
    } catch {
      place.replaceChildren()
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, pause)
  })
  form.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return
    asked++
    place.replaceChildren()
  })
}

export function startSuggestions () {
  document.querySelectorAll('form[data-tarn-suggest]').forEach(enhance)
}
