/** Words of the page about the base map. */
import { defineTexts } from '../../../../../web/texts.ts';

export const mapSettingTexts = defineTexts('rulebook.map', {
  title: { zh: '地图设置', en: 'Map settings' },
  help: {
    zh: '边界、网格和事项由本平台自己绘制，不需要底图。需要时可在下面铺一层底图：放在服务器上的文件，或地图服务的瓦片地址。',
    en: 'Borders, grids and matters are drawn by this installation and need no base map. One may lie under them: a file on the server, or the tiles of a map service.',
  },
  affects: {
    zh: '生效后，重新打开的页面使用新底图，各服务器无需重启。已存的位置都是 WGS-84，不受影响。',
    en: 'Pages that are opened from then on show the new base map; no server is restarted. Stored places are WGS-84 and stay as they are.',
  },
  basemap: { zh: '底图', en: 'Base map' },
  none: { zh: '不用底图', en: 'None' },
  raster: { zh: '地图服务的瓦片地址', en: 'Tiles of a map service' },
  pmtiles: { zh: '服务器上的文件（PMTiles）', en: 'A file on the server (PMTiles)' },
  undecided: {
    zh: '尚未设置：数据文件夹中有 basemap.pmtiles 时自动使用，否则没有底图。',
    en: 'Nobody has decided: a basemap.pmtiles in the data folder is used, otherwise there is none.',
  },
  tiles: { zh: '瓦片地址', en: 'Address of the tiles' },
  tilesHint: {
    zh: '如 https://tiles.example.cn/{z}/{x}/{y}.png；不支持 {s}',
    en: 'Like https://tiles.example.cn/{z}/{x}/{y}.png; {s} is not understood',
  },
  tilesWrong: {
    zh: '以 https:// 或 http:// 开头，含 {z}、{x}、{y}，主机名中不能有 {…}',
    en: 'Begins with https:// or http://, has {z}, {x} and {y}, and no {…} in the host',
  },
  darkTiles: { zh: '深色瓦片地址（可不填）', en: 'Dark tiles (may be empty)' },
  darkHint: {
    zh: '不填时，深色界面把浅色底图调暗',
    en: 'Empty: light tiles are dimmed on dark pages',
  },
  whoSees: {
    zh: '浏览器只会向这里写的主机请求图片；该服务因此会知道有人在看哪一片地图。',
    en: 'Browsers ask exactly the host that stands here. It learns which part of the map is looked at.',
  },
  crs: { zh: '底图的坐标系', en: 'Coordinate system of the base map' },
  wgs84: { zh: 'WGS-84 / CGCS2000（如天地图）', en: 'WGS-84 / CGCS2000 (like Tianditu)' },
  gcj02: { zh: 'GCJ-02（多数商用地图）', en: 'GCJ-02 (most commercial maps)' },
  crsHint: {
    zh: '边界与图上的道路相差约五百米时，换另一种。',
    en: 'When borders lie some 500 m beside the streets, choose the other.',
  },
  attribution: { zh: '来源说明', en: 'Source' },
  attributionHint: {
    zh: '显示在地图一角，通常是地图服务要求的文字和审图号',
    en: 'Shown in a corner of the map: what the service asks to be named',
  },
  tileSize: { zh: '瓦片边长（像素）', en: 'Size of a tile (pixels)' },
  minZoom: { zh: '最小级别', en: 'Least zoom' },
  maxZoom: { zh: '最大级别', en: 'Greatest zoom' },
  fileRaster: {
    zh: '已找到文件：图片瓦片，{from} 至 {to} 级',
    en: 'The file is there: pictures, zoom {from} to {to}',
  },
  fileVector: {
    zh: '已找到文件：矢量瓦片（Protomaps），{from} 至 {to} 级',
    en: 'The file is there: shapes (Protomaps), zoom {from} to {to}',
  },
  noFile: {
    zh: '没有找到可读的文件：请把 PMTiles（第 3 版）文件放到数据文件夹，命名为 basemap.pmtiles。',
    en: 'There is no file that can be read: put a PMTiles file (version 3) into the data folder as basemap.pmtiles.',
  },
  trial: { zh: '试用', en: 'Try it' },
  trialHeld: { zh: '现行设置的样子', en: 'The map as it is now' },
  trialDraft: { zh: '按未发布的修改', en: 'With the changes, which are not published' },
  trialHelp: {
    zh: '放大到看得见道路的级别，核对边界与道路是否吻合。',
    en: 'Zoom in until streets are seen, and look whether borders fit them.',
  },
  trialLabel: { zh: '试用地图', en: 'The map on trial' },
  open: { zh: '在这里试用这个地址', en: 'Try this address here' },
  openHelp: {
    zh: '浏览器还不允许本页向这个主机请求图片。点击后本页会重新打开，修改会保留。',
    en: 'The browser does not let this page ask that host yet. The page opens anew and keeps your changes.',
  },
  notSound: { zh: '填写完整后即可试用', en: 'Fill it in to try it' },
});
