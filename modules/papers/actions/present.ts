/** Papers in the shape in which they are shown. */
import type { MatterView } from '../../matters/index.ts';
import type { MadePaper, PaperDelivery, PaperFormat } from '../contract.ts';
import type { DeliveryRow, PaperRow } from '../store.ts';
import type { PapersWorld } from './world.ts';

export function presentPaper(
  world: PapersWorld,
  view: MatterView,
  row: PaperRow,
  deliveries: readonly DeliveryRow[],
): MadePaper {
  const { number } = view.state.matter;
  const href = (format: PaperFormat) => `/api/matters/${number}/papers/${row.id}/${format}`;
  return {
    id: row.id,
    paper: row.code,
    title: { zh: row.titleZh, en: row.titleEn },
    reader: row.reader,
    number: row.number,
    organ: world.orgNamed(row.org),
    madeOn: row.madeOn,
    madeAt: new Date(row.madeAt).toISOString(),
    digest: row.digest.toString('hex'),
    pdf: { bytes: row.pdfBytes, sha256: row.pdfSha256.toString('hex'), href: href('pdf') },
    docx: { bytes: row.docxBytes, sha256: row.docxSha256.toString('hex'), href: href('docx') },
    missingCharacters: row.missingCharacters,
    supersededBy: row.supersededBy,
    deliveries: deliveries.filter((one) => one.paperId === row.id).map((one) => said(view, one)),
  };
}

function said({ definition }: MatterView, row: DeliveryRow): PaperDelivery {
  const labels = definition.actions.deliver?.fields?.how?.labels;
  return {
    id: row.id,
    how: row.how,
    howWords: labels?.[row.how] ?? { zh: row.how, en: row.how },
    deliveredOn: row.deliveredOn,
    recipient: row.recipient,
    proof: row.proof,
    notedAt: new Date(row.notedAt).toISOString(),
  };
}
