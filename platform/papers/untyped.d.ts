/** Both packages come without types; this is what we use of them. */
declare module 'fontkit' {
  export function openSync(path: string): { characterSet: number[] };
}

declare module 'pdfmake' {
  type PdfNode = Record<string, unknown>;
  global {
    /** Of a node as it was laid out, what is read here. */
    type PdfPlaced = { headlineLevel?: number; text?: unknown; table?: unknown };
    type PdfAround = { getFollowingNodesOnPage: () => readonly PdfPlaced[] };
  }
  const pdfmake: {
    setFonts: (fonts: Record<string, Record<string, string>>) => void;
    setUrlAccessPolicy: (mayOpen: (url: string) => boolean) => void;
    setLocalAccessPolicy: (mayOpen: (path: string) => boolean) => void;
    createPdf: (definition: PdfNode) => { getBuffer: () => Promise<Uint8Array> };
  };
  export default pdfmake;
}
