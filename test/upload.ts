/** A file and its fields as a browser's form sends them. */
export async function formOf(
  file: { name: string; type?: string; bytes: Buffer },
  fields: Record<string, string> = {},
): Promise<{ headers: Record<string, string>; body: Buffer }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(file.bytes)], { type: file.type ?? '' }), file.name);
  const sent = new Response(form);
  const headers = { 'content-type': sent.headers.get('content-type') ?? '' };
  return { headers, body: Buffer.from(await sent.arrayBuffer()) };
}
