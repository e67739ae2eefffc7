// What stands in the bundle for modules that take time to load and are never called: Node's
// child_process (commander), d3-geo and topojson-client (Vega), and vega-canvas, which would look for a canvas.
const unused = () => {
  throw new Error('not part of this bundle');
};
const none = () => null;

export {
  unused as feature,
  unused as geoArea,
  unused as geoBounds,
  unused as geoCentroid,
  unused as mesh,
};
export { none as canvas, none as domCanvas, none as image };
