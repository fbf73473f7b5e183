/** Whether a picture is computed by the processor: office machines without a driver for theirs. */
import type { Map as MaplibreMap } from 'maplibre-gl';

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/**
 * There a movement of the map is shown at its end alone: some twenty pictures in between would
 * make every press after it wait (measured: 500 ms of processor time for one step of the zoom).
 */
export function isDrawnInSoftware(map: MaplibreMap): boolean {
  const gl = map.getCanvas().getContext('webgl2');
  if (!gl) return false;
  const named = gl.getExtension('WEBGL_debug_renderer_info');
  return SOFTWARE.test(String(gl.getParameter(named?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER)));
}
