/** What lies under the maps: nothing, the tiles of a service, or a file on the server. */
import { Alert, Form, Input, InputNumber, Radio } from 'antd';
import { adminTexts } from '../../../../../web/console/admin/texts.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { mapSettingTexts } from './texts.ts';
import { isTileAddress, type Written } from './written.ts';

export type FoundFile = { content: 'raster' | 'vector'; minZoom: number; maxZoom: number } | null;

/** The fields; `file` is undefined while nobody knows. */
export function MapFields({ file }: { file: FoundFile | undefined }) {
  const say = useTexts(mapSettingTexts);
  const form = Form.useFormInstance<Written>();
  const kind = Form.useWatch('kind', form);
  return (
    <>
      <Form.Item
        name="kind"
        label={say('basemap')}
        extra={kind === undefined ? say('undecided') : null}
      >
        <Radio.Group
          className="map-kinds"
          options={(['none', 'raster', 'pmtiles'] as const).map((value) => ({
            value,
            label: say(value),
          }))}
        />
      </Form.Item>
      {kind === 'raster' && <TileFields />}
      {kind === 'pmtiles' && <FileFound file={file} />}
      {(kind === 'raster' || kind === 'pmtiles') && <SystemFields />}
      {kind === 'raster' && <ZoomFields />}
    </>
  );
}

function TileFields() {
  const say = useTexts(mapSettingTexts);
  const admin = useTexts(adminTexts);
  const sound = (_: unknown, address: string | undefined) =>
    !address?.trim() || isTileAddress(address.trim())
      ? Promise.resolve()
      : Promise.reject(new Error(say('tilesWrong')));
  return (
    <>
      <Form.Item
        name="tiles"
        label={say('tiles')}
        extra={say('tilesHint')}
        rules={[
          { required: true, whitespace: true, message: admin('needed') },
          { validator: sound },
        ]}
      >
        <Input maxLength={500} inputMode="url" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="darkTiles"
        label={say('darkTiles')}
        extra={say('darkHint')}
        rules={[{ validator: sound }]}
      >
        <Input maxLength={500} inputMode="url" spellCheck={false} />
      </Form.Item>
      <p className="admin-soft">{say('whoSees')}</p>
    </>
  );
}

function FileFound({ file }: { file: FoundFile | undefined }) {
  const say = useTexts(mapSettingTexts);
  if (file === undefined) return null;
  if (file === null) return <Alert type="warning" showIcon title={say('noFile')} />;
  const zooms = { from: file.minZoom, to: file.maxZoom };
  const words = file.content === 'vector' ? 'fileVector' : 'fileRaster';
  return <Alert type="success" showIcon title={say(words, zooms)} />;
}

function SystemFields() {
  const say = useTexts(mapSettingTexts);
  return (
    <>
      <Form.Item name="crs" label={say('crs')} extra={say('crsHint')} className="map-crs">
        <Radio.Group
          className="map-kinds"
          options={(['gcj02', 'wgs84'] as const).map((value) => ({ value, label: say(value) }))}
        />
      </Form.Item>
      <Form.Item name="attribution" label={say('attribution')} extra={say('attributionHint')}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  );
}

function ZoomFields() {
  const say = useTexts(mapSettingTexts);
  const admin = useTexts(adminTexts);
  return (
    <div className="rule-form">
      <Form.Item name="tileSize" label={say('tileSize')}>
        <Radio.Group
          options={[256, 512].map((value) => ({ value, label: String(value) }))}
          optionType="button"
        />
      </Form.Item>
      {(['minZoom', 'maxZoom'] as const).map((name) => (
        <Form.Item
          key={name}
          name={name}
          label={say(name)}
          rules={[{ required: true, message: admin('needed') }]}
        >
          <InputNumber min={0} max={24} precision={0} />
        </Form.Item>
      ))}
    </div>
  );
}
