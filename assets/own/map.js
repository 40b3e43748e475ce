// Draws the GeoJSON of a route with Leaflet. The list beside the map shows the same things without it.
const tones = ['green', 'amber', 'red', 'grey', 'blue']
// Size says it as well as colour: the worse, the larger.
const radii = { red: 9, amber: 7.5, blue: 6, green: 5.5, grey: 4.5 }

function tone (feature) {
  const wanted = feature.properties.tone
  return tones.includes(wanted) ? wanted : 'blue'
}

function isPoint (feature) {
  return feature.geometry.type === 'Point'
}

function popup (feature) {
  const { name, href, detail } = feature.properties
  const box = document.createElement('div')
  const title = document.createElement(href ? 'a' : 'strong')
  title.textContent = name
  if (href) title.href = href
  box.append(title)
  if (detail) {
    const line = document.createElement('p')
    line.textContent = detail
    box.append(line)
  }
  return box
}

function draw (canvas, data) {
  const L = window.L
  canvas.hidden = false
  const map = L.map(canvas, { scrollWheelZoom: false, zoomSnap: 0.5, preferCanvas: false })
  map.attributionControl.setPrefix(false)
  if (canvas.dataset.tiles) {
    L.tileLayer(canvas.dataset.tiles, { maxZoom: 18, attribution: canvas.dataset.tileCredit || '' }).addTo(map)
  }
  const layer = L.geoJSON(data, {
    style: feature => ({ className: `tarn-map__${isPoint(feature) ? 'point' : 'area'} tarn-map__tone--${tone(feature)}` }),
    pointToLayer: (feature, place) => L.circleMarker(place, { radius: radii[tone(feature)] }),
    onEachFeature: (feature, shape) => {
      if (!feature.properties.name) return
      shape.bindPopup(() => popup(feature))
      shape.bindTooltip(feature.properties.name, isPoint(feature)
        ? {}
        : { permanent: true, direction: 'center', className: 'tarn-map__label' })
    }
  }).addTo(map)
  const bounds = layer.getBounds()
  // A phone that is turned shows all of it again, unless somebody has moved the map.
  let moved = false
  const fit = () => {
    if (bounds.isValid()) map.fitBounds(bounds, { padding: [10, 10], animate: false })
    moved = false
  }
  map.on('dragend zoomend', () => { moved = true })
  fit()
  map.on('resize', () => { if (!moved) fit() })
  // What listens for focus is a stop of the Tab key: hundreds of schools between the map and what follows. Shapes are
  // drawn only once the map has its bounds.
  layer.eachLayer(shape => shape.getElement?.()?.setAttribute('tabindex', '-1'))
}

export function startMaps () {
  if (!window.L) return
  document.querySelectorAll('[data-tarn-map]').forEach(async canvas => {
    try {
      const answer = await fetch(canvas.dataset.tarnMap)
      if (answer.ok) draw(canvas, await answer.json())
    } catch {
      canvas.hidden = true // the list remains
    }
  })
}
