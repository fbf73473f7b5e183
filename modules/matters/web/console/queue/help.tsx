/** The keys of the list, shown at `?`. */
import { Modal } from 'antd';
import { useTexts } from '../../../../../web/texts.ts';
import { queueTexts } from './texts.ts';
import './deeds.css';

const keys = [
  [['j', '↓', 'k', '↑'], 'keyMove'],
  [['Home', 'End'], 'keyEnds'],
  [['Enter'], 'keyOpen'],
  [['x'], 'keySelect'],
  [['Shift + ↓ ↑'], 'keyRange'],
  [['Esc'], 'keyNone'],
  [['r'], 'keyRefresh'],
  [['?'], 'keyHelp'],
] as const;

export function KeysHelp({ onClose }: { onClose: () => void }) {
  const say = useTexts(queueTexts);
  return (
    <Modal open title={say('keys')} footer={null} onCancel={onClose}>
      <dl className="queue-keys">
        {keys.map(([names, word]) => (
          <div key={word}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{say(word)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
