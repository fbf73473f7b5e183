/** Words of maps. */
import { defineTexts } from '../texts.ts';

export const mapTexts = defineTexts('map', {
  loading: { zh: '正在载入地图…', en: 'Loading the map…' },
  zoomIn: { zh: '放大', en: 'Zoom in' },
  zoomOut: { zh: '缩小', en: 'Zoom out' },
  locate: { zh: '到我的位置', en: 'Go to where I am' },
  locating: { zh: '正在定位…', en: 'Finding where you are…' },
  notLocated: {
    zh: '没能取得位置：请在浏览器中允许定位，或移动地图。',
    en: 'Your position could not be read. Allow it in the browser, or move the map.',
  },
  keys: {
    zh: '选中地图后，可用方向键移动，加号和减号缩放。',
    en: 'With the map in focus, arrow keys move it; plus and minus zoom.',
  },
  pinKeys: {
    zh: '移动地图，让图钉指向要说的位置；也可用方向键移动，加号和减号缩放。',
    en: 'Move the map until the pin points at the place; arrow keys, plus and minus work too.',
  },
  noGraphics: {
    zh: '这台设备不能显示可移动的地图，下面是简图。',
    en: 'This device cannot draw a map that moves. Here is a sketch instead.',
  },
  noGraphicsPin: {
    zh: '这台设备不能显示可移动的地图。请用地址查找位置，或到我的位置。',
    en: 'This device cannot draw a map that moves. Find the place by its address, or by where you are.',
  },
  broken: { zh: '地图没能载入。', en: 'The map could not be loaded.' },
  tryAgain: { zh: '重试', en: 'Try again' },
  noTiles: {
    zh: '部分地图数据没有读到，移动地图可再试。',
    en: 'Some of the map could not be read. Move the map to try again.',
  },
  inWords: { zh: '地图上的内容（文字）', en: 'What is on the map, in words' },
});
