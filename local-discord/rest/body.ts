/** Reads request bodies: JSON, or multipart with `payload_json` and `files[n]` (developer docs, "Uploading Files"). */
import { refuse } from '../errors.ts';
import type { UploadedFile } from './route.ts';

/** 10 MiB a file, whatever the server's boosts (developer docs, "Uploading Files"). */
const MAX_FILE = 10 * 1024 * 1024;

export interface ReadBody {
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

/** Rejects with 50109 for broken JSON and 40005 for a file that is too large. */
export async function readBody(raw: Buffer | undefined, contentType: string | undefined): Promise<ReadBody> {
  if (raw === undefined || raw.length === 0) return { body: undefined, files: [] };
  if (contentType?.startsWith('multipart/form-data') === true) return readForm(raw, contentType);
  return { body: parseJson(raw.toString('utf8')), files: [] };
}

async function readForm(raw: Buffer, contentType: string): Promise<ReadBody> {
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      const message = 'Could not parse the multipart form.';
      throw refuse.form([{ path: [], code: 'CONTENT_TYPE_INVALID', message }]);
    });
  const files: UploadedFile[] = [];
  let body: unknown;
  for (const [key, value] of form) {
    if (typeof value === 'string') {
      if (key === 'payload_json') body = parseJson(value);
      continue;
    }
    const data = new Uint8Array(await value.arrayBuffer());
    if (data.length > MAX_FILE) throw refuse.tooLarge();
    const id = /^files\[(\d+)\]$/.exec(key)?.[1] ?? String(files.length);
    files.push({ id, name: value.name, type: value.type || 'application/octet-stream', data });
  }
  return { body, files };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse.invalidJson();
  }
}
