// What stands for `vega` in the bundle: the parts that the charts use. No maps, trees, forces or clouds.
import { transforms } from 'vega-dataflow';
import * as encode from 'vega-encode';
import * as data from 'vega-transforms';
import { extend } from 'vega-util';
import * as view from 'vega-view-transforms';

extend(transforms, data, view, encode);

export { parse } from 'vega-parser';
export { resetSVGDefIds, textMetrics } from 'vega-scenegraph';
export * from 'vega-util';
export { View } from 'vega-view';
