/** Another edition of borders, grids or the region tree: chosen, looked at, published. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Radio, Select } from 'antd';
import { sendFile } from '../../../../web/api.ts';
import { RegionSelect } from '../../../../web/console/admin/region-select.tsx';
import { ConsoleTitle, ProblemNotice } from '../../../../web/console/states.tsx';
import { useSession } from '../../../../web/session.ts';
import { useTexts } from '../../../../web/texts.ts';
import { placesAdminTexts } from './admin-texts.ts';
import { type Chosen, fieldsOf, type ShapePreview, type TreePreview } from './chosen.ts';
import { Editions, editionsKey } from './editions.tsx';
import { ShapeReport } from './shape-report.tsx';
import { TreeReport } from './tree-report.tsx';
import '../../../../web/console/admin/admin.css';
import './import.css';

type Seen =
  | { of: 'shapes'; chosen: Chosen; preview: ShapePreview }
  | { of: 'tree'; chosen: Chosen; preview: TreePreview };

export function ImportPage() {
  const say = useTexts(placesAdminTexts);
  const client = useQueryClient();
  const [form] = Form.useForm<Chosen>();
  const look = useMutation({ mutationFn: lookAt });
  const done = () => {
    look.reset();
    form.resetFields(['file']);
    void client.invalidateQueries({ queryKey: [editionsKey] });
  };
  const again = (crs: string) => {
    form.setFieldValue('crs', crs);
    form.submit();
  };
  return (
    <>
      <ConsoleTitle name={say('import')} />
      <p className="admin-soft">{say('importHelp')}</p>
      <section className="admin-panel" aria-label={say('what')}>
        <ImportForm form={form} isBusy={look.isPending} onLook={(chosen) => look.mutate(chosen)} />
        <ProblemNotice error={look.error} />
      </section>
      <div aria-live="polite">
        {look.data?.of === 'shapes' && (
          <ShapeReport key={look.submittedAt} {...look.data} onPublished={done} onCrs={again} />
        )}
        {look.data?.of === 'tree' && (
          <TreeReport key={look.submittedAt} {...look.data} onPublished={done} />
        )}
      </div>
      <Editions />
    </>
  );
}

async function lookAt(chosen: Chosen): Promise<Seen> {
  const fields = fieldsOf(chosen);
  if (chosen.what === 'tree') {
    const preview = await sendFile('POST /api/regions/preview', chosen.file, fields);
    return { of: 'tree', chosen, preview };
  }
  const preview = await sendFile('POST /api/boundaries/preview', chosen.file, fields);
  return { of: 'shapes', chosen, preview };
}

const hints = { grid: 'gridHint', region: 'regionHint', tree: 'treeHint' } as const;

function ImportForm({
  form,
  isBusy,
  onLook,
}: {
  form: ReturnType<typeof Form.useForm<Chosen>>[0];
  isBusy: boolean;
  onLook: (chosen: Chosen) => void;
}) {
  const say = useTexts(placesAdminTexts);
  const { regions = [] } = useSession();
  const what = Form.useWatch('what', form) ?? 'grid';
  return (
    <Form<Chosen>
      name="import"
      form={form}
      layout="vertical"
      initialValues={{ what: 'grid', crs: 'wgs84', under: regions[0] }}
      onFinish={onLook}
    >
      <Form.Item name="what" label={say('what')} extra={say(hints[what])}>
        <Radio.Group
          options={[
            { value: 'grid', label: say('asGrid') },
            { value: 'region', label: say('asRegion') },
            { value: 'tree', label: say('asTree') },
          ]}
        />
      </Form.Item>
      <div className="import-fields">
        <FileField isTree={what === 'tree'} />
        <Form.Item name="from" label={say('from')} extra={say('fromHint')}>
          <Input type="date" />
        </Form.Item>
        {what === 'tree' ? (
          <Form.Item name="under" label={say('under')}>
            <RegionSelect under={regions[0] ?? ''} />
          </Form.Item>
        ) : (
          <ShapeFields />
        )}
      </div>
      <Button type="primary" htmlType="submit" loading={isBusy}>
        {say('look')}
      </Button>
    </Form>
  );
}

function FileField({ isTree }: { isTree: boolean }) {
  const say = useTexts(placesAdminTexts);
  return (
    <Form.Item name="file" label={say('file')} rules={[{ required: true, message: say('noFile') }]}>
      <FileInput accept={isTree ? '.csv,.tsv,.txt' : '.json,.geojson'} />
    </Form.Item>
  );
}

/** The browser's own control: it takes files by keyboard, by drop and from a test alike. */
function FileInput({
  id,
  accept,
  onChange,
}: {
  id?: string;
  accept: string;
  onChange?: (file: File | undefined) => void;
}) {
  return (
    <input
      type="file"
      id={id}
      accept={accept}
      className="import-file"
      onChange={(event) => onChange?.(event.target.files?.[0])}
    />
  );
}

const systems = [
  { value: 'wgs84', label: 'WGS-84' },
  { value: 'cgcs2000', label: 'CGCS2000' },
  { value: 'gcj02', label: 'GCJ-02' },
  { value: 'bd09', label: 'BD-09' },
];

function ShapeFields() {
  const say = useTexts(placesAdminTexts);
  return (
    <>
      <Form.Item name="crs" label={say('crs')}>
        <Select options={systems} />
      </Form.Item>
      <Form.Item name="codeField" label={say('codeField')} extra={say('fieldHint')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="nameField" label={say('nameField')}>
        <Input maxLength={40} />
      </Form.Item>
    </>
  );
}
