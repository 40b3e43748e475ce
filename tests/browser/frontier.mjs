// Which pages to visit: links are sorted into kinds, so that a list of 600 schools is one kind, not 600 pages.

/** "/schools/900001/rating?as_at=2020-09-01" is of the kind "/schools/{}/rating?as_at". */
export function kindOf (address) {
  const url = new URL(address)
  const path = url.pathname.split('/').map(part => /\d/.test(part) ? '{}' : part).join('/')
  const names = [...new Set(url.searchParams.keys())].sort()
  return path + (names.length > 0 ? '?' + names.join('&') : '')
}

const siblings = 3 // pages with names instead of numbers (measures, areas): this many under one address

/** Of each kind the first, in the order found; at most `most` kinds. Pages with queries wait until plain ones are done. */
export function firstOfEachKind (origin, most) {
  const kinds = new Set()
  const below = new Map()
  const plain = []
  const queried = []
  let given = 0
  return {
    add (address) {
      const url = new URL(address, origin)
      url.hash = ''
      if (url.origin !== origin || url.pathname.startsWith('/assets/') || url.pathname.startsWith('/sign-out')) return
      const kind = kindOf(url.href)
      if (kinds.has(kind)) return
      kinds.add(kind)
      const parent = kind.replace(/[^/]*$/, '')
      below.set(parent, (below.get(parent) ?? 0) + 1)
      if (parent !== '/' && below.get(parent) > siblings && !url.search) return
      ;(url.search ? queried : plain).push(url.href)
    },
    next () {
      if (given === most) return undefined
      given++
      return plain.shift() ?? queried.shift()
    },
    left: () => plain.length + queried.length
  }
}
