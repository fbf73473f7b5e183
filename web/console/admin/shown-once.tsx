/** A secret that is shown when it is made and never again: left only by saying that it is kept. */
import { Button, Modal, Typography } from 'antd';

type Props = {
  /** Null while there is none to show. */
  secret: string | null;
  title: string;
  /** That it is not shown again, and what to do with it. */
  once: string;
  kept: string;
  onKept: () => void;
};

export function ShownOnce({ secret, title, once, kept, onKept }: Props) {
  return (
    <Modal
      open={secret !== null}
      title={title}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={onKept}>
          {kept}
        </Button>
      }
    >
      <Typography.Paragraph code copyable={{ text: secret ?? '' }}>
        {secret}
      </Typography.Paragraph>
      <p>{once}</p>
    </Modal>
  );
}
