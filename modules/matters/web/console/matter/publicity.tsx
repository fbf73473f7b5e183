/** What the public sees of the matter, and the release of covered pictures. */
import { useTexts } from '../../../../../web/texts.ts';
import { releaseTexts } from '../release/texts.ts';
import { ReleasePictures } from '../release-pictures.tsx';
import type { Matter } from './form-rules.ts';
import { Panel } from './parts.tsx';

export function PublicityPanel({ matter, onChange }: { matter: Matter; onChange: () => void }) {
  const say = useTexts(releaseTexts);
  return (
    <Panel id="publicity" title={say('title')}>
      <ReleasePictures
        number={matter.number}
        attachments={matter.attachments}
        onChange={onChange}
      />
    </Panel>
  );
}
