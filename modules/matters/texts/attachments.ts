/** What is said when a file is refused. */
import type { RefusalTexts } from '../../../kernel/endpoint.ts';

export const attachmentTexts = {
  FILE_ABSENT: {
    kind: 'invalid',
    zh: '没有收到文件，请选择文件后再上传。',
    en: 'No file came with the request. Choose one and upload again.',
  },
  FILE_TYPE_REFUSED: {
    kind: 'invalid',
    zh: '不支持这种文件。可上传照片（JPEG、PNG、WebP）、PDF、Word（docx）、Excel（xlsx）、录音（MP3、M4A、AMR）和视频（MP4）。',
    en: 'Files of this type are not taken. Send photos (JPEG, PNG, WebP), PDF, Word (docx), Excel (xlsx), voice (MP3, M4A, AMR) or video (MP4).',
  },
  FILE_TYPE_MISMATCH: {
    kind: 'invalid',
    zh: '文件的内容与名称或所称类型不符，请上传原始文件。',
    en: 'The content of the file is not what its name or declared type says. Send the original.',
  },
  FILE_HEIC_REFUSED: {
    kind: 'invalid',
    zh: '暂不支持 HEIC 照片。请在手机相机设置的“格式”中选择“兼容性最佳”后重拍，或先转存为 JPEG。',
    en: 'HEIC photos cannot be read here. Choose “Most Compatible” in the camera’s settings, or save the photo as JPEG first.',
  },
  FILE_TOO_LARGE: {
    kind: 'invalid',
    zh: '文件过大，这类文件最大 {max} MB。',
    en: 'The file is too large: at most {max} MB for this type.',
  },
  FILE_TOO_MANY_PIXELS: {
    kind: 'invalid',
    zh: '照片的像素过多，最多 {max} 万像素，请缩小后再上传。',
    en: 'The photo has too many pixels (at most {max} times ten thousand). Make it smaller and send again.',
  },
  FILE_BROKEN: {
    kind: 'invalid',
    zh: '文件已损坏或不完整，无法打开，请检查后重新上传。',
    en: 'The file is broken or incomplete and cannot be opened. Check it and send it again.',
  },
  FILE_LOST: {
    kind: 'unavailable',
    zh: '文件内容暂时取不到，请联系管理员。',
    en: 'The content of the file is not in the store. Tell the administrator.',
  },
  UPLOADS_WAITING: {
    kind: 'tooMany',
    zh: '已上传但尚未提交的文件过多，请先提交事项，或 24 小时后再试。',
    en: 'Too many uploads wait to be attached. Send the matter first, or try again after 24 hours.',
  },
  UPLOAD_KEY_REUSED: {
    kind: 'conflict',
    zh: '同一个幂等键已用于另一个文件。',
    en: 'The idempotency key was already used for another file.',
  },
  UPLOAD_OFFSET: {
    kind: 'conflict',
    zh: '续传位置不对，请从已收到的位置继续。',
    en: 'The part does not go on where the file broke off. Go on from the offset that has come.',
  },
  UPLOAD_BROKEN: {
    kind: 'conflict',
    zh: '收到的内容与原文件不一致，请重新上传。',
    en: 'What has come is not the file that was announced. Begin it anew.',
  },
  ATTACHMENT_UNKNOWN: {
    kind: 'invalid',
    zh: '附件不存在、不是您上传的，或已附到别的事项上，请重新上传。',
    en: 'The attachment does not exist, is not yours, or is attached already. Upload it again.',
  },
  ATTACHMENTS_TOO_MANY: {
    kind: 'invalid',
    zh: '一次最多可附 {max} 个文件。',
    en: 'At most {max} files go with one act.',
  },
  PICTURE_NEEDED: {
    kind: 'invalid',
    zh: '只能公开照片。',
    en: 'Only pictures can be made public.',
  },
  COPY_IS_ORIGINAL: {
    kind: 'invalid',
    zh: '这是原照片，没有遮盖。请遮盖面孔、姓名和车牌后再公开。',
    en: 'This is the original. Cover faces, names and plates before you release it.',
  },
} as const satisfies RefusalTexts;
