/** Photos and papers that came along: sent at once, attached with the registration. */
import { App, Button, Form, Upload } from 'antd';
import { upload } from '../../../../../web/api.ts';
import { useMarks, useTexts } from '../../../../../web/texts.ts';
import { useProblemText } from '../../../../../web/ui/problem.tsx';
import type { Entry, EntryFile } from './entry.ts';
import { registerTexts } from './texts.ts';

type FilesProps = {
  files: readonly EntryFile[];
  onChange: (change: (entry: Entry) => Entry) => void;
};

export function FilesField({ files, onChange }: FilesProps) {
  const say = useTexts(registerTexts);
  const marks = useMarks();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const setFiles = (change: (files: readonly EntryFile[]) => readonly EntryFile[]) =>
    onChange((now) => ({ ...now, files: change(now.files) }));
  const remove = (uid: string) => setFiles((now) => now.filter((one) => one.uid !== uid));
  const send = async (uid: string, file: File) => {
    setFiles((now) => [...now, { uid, name: file.name, id: null }]);
    try {
      const { id } = await upload(file, { key: crypto.randomUUID() });
      setFiles((now) => now.map((one) => (one.uid === uid ? { ...one, id } : one)));
    } catch (error) {
      remove(uid);
      void message.error(marks.pair(file.name, textOf(error)));
    }
  };
  return (
    <Form.Item label={say('files')}>
      <Upload
        multiple
        fileList={files.map(({ uid, name, id }) => ({
          uid,
          name,
          status: id === null ? ('uploading' as const) : ('done' as const),
        }))}
        beforeUpload={(file) => {
          void send(file.uid, file);
          return false;
        }}
        onRemove={({ uid }) => remove(uid)}
      >
        <Button>{say('addFile')}</Button>
      </Upload>
    </Form.Item>
  );
}
