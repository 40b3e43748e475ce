// Long work: the page asks for itself again and takes over the part that reports progress, until it is finished.
function follow (part) {
  const wait = Number(part.dataset.tarnProgress)
  setTimeout(async () => {
    let fresh = null
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
      if (answer.ok) fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(part.id)
    } catch {
      // the server may be restarting: the next turn asks again
    }
    if (fresh) {
      part.replaceChildren(...fresh.childNodes)
      part.className = fresh.className
      if (!fresh.dataset.tarnProgress) return part.removeAttribute('data-tarn-progress')
    }
    follow(part)
  }, wait)
}

export function startProgress () {
  document.querySelectorAll('[data-tarn-progress]').forEach(follow)
}
