/** What places say to people: refusals, how a point was decided, faults of a file. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';
import type { FeatureFaultCode } from './rules/features.ts';
import type { TieRule } from './rules/locate.ts';
import type { RowFaultCode } from './rules/named-places.ts';

export const geographyTexts = {
  REGION_UNKNOWN: {
    kind: 'missing',
    zh: '没有这个区划代码，或者它在所查日期无效。',
    en: 'There is no region with this code on the day asked about.',
  },
  POINT_OUT_OF_RANGE: {
    kind: 'invalid',
    zh: '坐标不在中国范围内，请检查经度、纬度和坐标系。',
    en: 'The point is not in China. Check longitude, latitude and the coordinate system.',
  },
  POINT_AXES_SWAPPED: {
    kind: 'invalid',
    zh: '经度和纬度似乎写反了。',
    en: 'Longitude and latitude seem to be swapped.',
  },
  CRS_UNKNOWN: {
    kind: 'invalid',
    zh: '不认识的坐标系，可用：wgs84、cgcs2000、gcj02、bd09。',
    en: 'Unknown coordinate system. Use wgs84, cgcs2000, gcj02 or bd09.',
  },
  NAMED_PLACE_UNKNOWN: {
    kind: 'missing',
    zh: '没有这个点位编码，请核对张贴纸上的编码，或直接在地图上选择位置。',
    en: 'There is no place with this code. Check the code on the sheet, or choose the place on the map.',
  },
  NAMED_PLACE_OUTSIDE: {
    kind: 'forbidden',
    zh: '这个点不在您的管辖范围内。',
    en: 'This point lies outside your scope.',
  },
  NAMED_PLACE_NOT_SERVED: {
    kind: 'invalid',
    zh: '这个点不在任何已导入边界的区划内。',
    en: 'This point lies in no region whose borders are known.',
  },
  NAMED_PLACE_PERSONAL: {
    kind: 'invalid',
    zh: '点位只登记楼栋、小区、网格和公共场所，不能含有住户、室号、电话或证件号。',
    en: 'Only buildings, compounds, grids and public places are kept here: no flats, phones or ID numbers.',
  },
  NAMED_PLACE_CODE_TAKEN: {
    kind: 'conflict',
    zh: '编码 {code} 已被使用，请换一个，或留空由系统编码。',
    en: 'The code {code} is taken. Choose another, or leave it empty to get one.',
  },
  NAMED_PLACE_MOVED_COUNTY: {
    kind: 'conflict',
    zh: '点位编码含所在区县，不能移到另一个区县；请停用后在那里重新登记。',
    en: 'The code carries the county. Take this place out and add it anew in the other county.',
  },
  NAMED_PLACE_FILE_FAULTY: {
    kind: 'invalid',
    zh: '文件有 {count} 处问题，未导入。请改正，或选择“跳过有问题的行”。',
    en: 'The file has {count} faults and was not taken in. Correct it, or choose to skip faulty rows.',
  },
  TILE_UNKNOWN: {
    kind: 'missing',
    zh: '没有这个瓦片：缩放级别或编号超出范围。',
    en: 'There is no such tile: its zoom or number is out of range.',
  },
  DATE_INVALID: {
    kind: 'invalid',
    zh: '日期应写成 2026-01-31 这样的真实日期。',
    en: 'The date must be a real day, written like 2026-01-31.',
  },
  EDITION_DATE_NEEDED: {
    kind: 'invalid',
    zh: '已有旧版本，请指明新版本从哪天起生效（命令行用 --from）。',
    en: 'An older version stands. Say on which day the new one begins (--from on the command line).',
  },
  EDITION_TOO_EARLY: {
    kind: 'conflict',
    zh: '{code} 自 {since} 起已有版本，新版本的生效日期必须晚于这一天。',
    en: '{code} has a version since {since}. The new one must begin on a later day.',
  },
  COUNTY_UNKNOWN: {
    kind: 'invalid',
    zh: '找不到代码变更前的县区，无法为 {code} 沿用原来的县区键。',
    en: 'The county before the recoding is not known, so {code} cannot keep its key.',
  },
  REGION_FILE_INVALID: {
    kind: 'invalid',
    zh: '区划文件第 {line} 行有误：每行应为“代码、制表符或逗号、名称”，代码不重复，上级须在文件中。',
    en: 'Line {line} of the region file is wrong: each line is a code, a tab or comma and a name; codes stand once, below a code that is in the file.',
  },
  IMPORT_FILE_MISSING: {
    kind: 'invalid',
    zh: '没有收到文件。',
    en: 'There is no file.',
  },
  IMPORT_FILE_UNREADABLE: {
    kind: 'invalid',
    zh: '文件不是 GeoJSON：请导出为 UTF-8 编码的 FeatureCollection。',
    en: 'The file is not GeoJSON: export a FeatureCollection in UTF-8.',
  },
  IMPORT_FILE_TOO_LARGE: {
    kind: 'invalid',
    zh: '文件超过 32 MB，请分县区导入，或用命令行导入。',
    en: 'The file is larger than 32 MB. Load county by county, or by the command line.',
  },
  IMPORT_OUTSIDE: {
    kind: 'forbidden',
    zh: '{code} 超出您的管辖范围。',
    en: '{code} lies beyond your own scope.',
  },
  IMPORT_FAULTY: {
    kind: 'invalid',
    zh: '文件有 {count} 处问题，未发布；各处位置见列表。',
    en: 'The file has {count} faults and was not published. Each is listed with its place.',
  },
  IMPORT_UNCHANGED: {
    kind: 'conflict',
    zh: '文件与现行版本相同，没有可发布的变化。',
    en: 'The file is the same as what holds now: there is nothing to publish.',
  },
  IMPORT_RUNNING: {
    kind: 'conflict',
    zh: '其他人刚发布了新版本，或另一个导入正在进行，请重新试读后再发布。',
    en: 'Somebody has just published another edition, or an import is under way. Look again, then publish.',
  },
} as const satisfies RefusalTexts;

type Said = { zh: string; en: string };

/** Why one of several places was taken. */
export const tieTexts: Record<TieRule, Said> = {
  insideFirst: {
    zh: '该点在几个区域的交界处，取包含它的区域。',
    en: 'The point lies on a border; the place that it is inside of was taken.',
  },
  dedicatedFirst: {
    zh: '该点同时在基础网格和专属网格内，取专属网格。',
    en: 'The point lies in a dedicated grid within a basic one; the dedicated one was taken.',
  },
  lowestCode: {
    zh: '该点在边界上或边界有重叠，取代码最小的区域。',
    en: 'The point lies on a border or where places overlap; the lowest code was taken.',
  },
};

export const locateTexts = {
  inGrid: { zh: '该点在网格“{name}”内。', en: 'The point is in the grid {name}.' },
  outside: {
    zh: '该点不在任何网格内；最近的网格是“{name}”，相距 {distance} 米。',
    en: 'The point is outside every grid; the nearest is {name}, {distance} m away.',
  },
  alone: {
    zh: '该点不在任何网格内，附近也没有网格。',
    en: 'The point is outside every grid, and there is none near by.',
  },
} satisfies Record<string, Said>;

/** The faults of a file of boundaries, for the printed report. */
export const faultTexts: Record<FeatureFaultCode, Said> = {
  RING_NOT_CLOSED: { zh: '边界线没有闭合', en: 'a ring is not closed' },
  RING_TOO_SHORT: { zh: '边界线少于四个点', en: 'a ring has fewer than four points' },
  RING_WITHOUT_AREA: { zh: '边界线没有围出面积', en: 'a ring has no area' },
  RING_CROSSES_ITSELF: { zh: '边界线自相交', en: 'a border crosses itself' },
  RING_FOLDS_BACK: { zh: '边界线原路折回或重合', en: 'a border runs back along itself' },
  HOLE_OUTSIDE: { zh: '内环在外环之外', en: 'a hole lies outside its outer ring' },
  COORDINATE_OUT_OF_RANGE: { zh: '坐标超出经纬度范围', en: 'a coordinate is out of range' },
  COORDINATES_IN_METRES: {
    zh: '坐标像是以米为单位的投影坐标，请先转为经纬度',
    en: 'coordinates look like metres of a projection; convert to degrees first',
  },
  AXES_SWAPPED: { zh: '经度和纬度写反了', en: 'longitude and latitude are swapped' },
  OUTSIDE_CHINA: { zh: '不在中国范围内', en: 'outside China' },
  SHAPE_UNREADABLE: {
    zh: '不是可读的 Polygon 或 MultiPolygon',
    en: 'not a readable Polygon or MultiPolygon',
  },
  CODE_UNKNOWN: { zh: '代码不存在', en: 'the code is not known' },
  CODE_TWICE: { zh: '代码在文件中重复', en: 'the code stands twice in the file' },
  NAME_MISSING: { zh: '网格没有名称', en: 'the grid has no name' },
  GRID_KIND_UNKNOWN: {
    zh: '网格类型只能是 basic 或 dedicated',
    en: 'the kind must be basic or dedicated',
  },
  CRS_SUSPICIOUS: {
    zh: '坐标系可能写错：按另一坐标系与已知边界吻合得多',
    en: 'wrong coordinate system? With another one the file fits the known borders far better',
  },
  OVERLAP: { zh: '与其他区域重叠', en: 'overlaps' },
  GAP: { zh: '之间留有空隙', en: 'leaves a gap' },
  OUTSIDE_PLACE_ABOVE: { zh: '超出上级区域', en: 'lies partly outside the place above' },
};

/** The faults of a row of named places. */
export const rowFaultTexts: Record<RowFaultCode, Said> = {
  NAME_MISSING: { zh: '没有名称', en: 'the name is missing' },
  TEXT_TOO_LONG: { zh: '文字过长', en: 'the text is too long' },
  KIND_UNKNOWN: {
    zh: '类型应为 楼栋、小区、网格 或 公共场所',
    en: 'the kind must be building, compound, grid or public',
  },
  POINT_MISSING: { zh: '没有可读的经纬度', en: 'longitude and latitude are missing' },
  POINT_OUT_OF_RANGE: { zh: '坐标不在中国范围内', en: 'the point is not in China' },
  POINT_AXES_SWAPPED: { zh: '经度和纬度似乎写反了', en: 'longitude and latitude seem swapped' },
  CODE_MISSHAPEN: {
    zh: '编码只能用大写字母、数字和短横线，最多 20 位',
    en: 'a code has capital letters, digits and dashes, 20 at most',
  },
  CODE_TWICE: { zh: '编码在文件中重复', en: 'the code stands twice in the file' },
  PERSONAL: {
    zh: '含有电话或证件号，请删除',
    en: 'contains a phone or ID number; take it out',
  },
  FLAT: {
    zh: '看起来是某一户（室号），只登记到楼栋',
    en: 'looks like one flat; only buildings are kept',
  },
  NOT_SERVED: { zh: '不在任何已知区划内', en: 'lies in no known region' },
  OUTSIDE_SCOPE: { zh: '不在您的管辖范围内', en: 'lies outside your scope' },
  COLUMN_OF_PERSONS: {
    zh: '文件含有人员信息列，请删除该列后再导入',
    en: 'the file has a column about persons; take the column out first',
  },
};
