/** Which links a member may leave with a check-in. They are shown to the group, and never fetched. */
import { DISCORD } from './limits.ts';

export type CheckedLink =
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'problem'; readonly message: string };

/** A link's greatest length, in characters: they stand on link buttons. */
export const LINK_LENGTH = DISCORD.buttonUrl;

/** Names that only mean something on one machine or in one house: RFC 6761, RFC 6762, RFC 8375 and what routers use. */
const LOCAL_SUFFIXES = [
  'local',
  'localhost',
  'internal',
  'lan',
  'home',
  'home.arpa',
  'corp',
  'intranet',
  'test',
  'invalid',
  'example',
  'onion',
];

/** Under these names an address carries what opens a door: private files, signed downloads, the answer of a login. */
const SECRETS = [
  'token',
  'access_token',
  'auth_token',
  'id_token',
  'private_token',
  'refresh_token',
  'api_key',
  'apikey',
  'secret',
  'client_secret',
  'password',
  'sig',
  'signature',
  'x-amz-signature',
  'x-goog-signature',
];

/** @param typed as the member typed it; spaces around it do not matter. */
export function checkLink(typed: string): CheckedLink {
  const words = typed.trim();
  if (words.length > LINK_LENGTH)
    return problem(
      `That link has ${words.length} characters; the most is ${LINK_LENGTH}. A repository’s address is enough.`,
    );
  const url = parsed(words);
  if (!url) return problem('That is not a link I can read. It should look like `https://github.com/you/project`.');
  if (url.protocol !== 'https:') return problem('The link must begin with `https://`.');
  if (url.username || url.password)
    return problem('The link holds a user name or password. Leave that part out, so that nobody sees it.');
  const secret = secretIn(url);
  if (secret) return problem(`The link holds a secret, \`${secret}=…\`. Leave that part out, so that nobody sees it.`);
  if (!isPublicName(url.hostname))
    return problem('That address only works on your own machine or network. Use one that the group can open.');
  // Round brackets would end a link in Markdown.
  const href = url.href.replaceAll('(', '%28').replaceAll(')', '%29');
  if (href.length > LINK_LENGTH)
    return problem(
      `That link is too long once it is written out (${href.length} characters; the most is ${LINK_LENGTH}).`,
    );
  return { kind: 'link', url: href };
}

/** Whether a button may open it. `checkLink` lets only such links in; a stored one that Discord would refuse must not hold a post up. */
export function isOpenable(link: string): boolean {
  return link.length <= LINK_LENGTH && link.startsWith('https://') && URL.canParse(link);
}

/** In one go, as nearly all of them are links. */
function parsed(words: string): URL | null {
  try {
    return new URL(words);
  } catch {
    return null;
  }
}

/** Its name, behind `?` or `#`, or the `?` of an address behind `#`; undefined: there is none. A name alone, such as `#token`, is a place on a page. */
function secretIn({ search, hash }: URL): string | undefined {
  if (!search && !hash) return undefined;
  const given = [...new URLSearchParams(`${search}${hash}`.replace(/[?#]/g, '&'))];
  return SECRETS.find((secret) => given.some(([name, value]) => value && name.toLowerCase() === secret));
}

/** A name with a dot and a top level of letters: no IP address in any spelling (URL turns them all into one), no bare or local name. */
function isPublicName(hostname: string): boolean {
  const host = hostname.replace(/\.$/, '').toLowerCase();
  const labels = host.split('.');
  const top = labels.at(-1) ?? '';
  if (labels.length < 2 || !/^(xn--[a-z\d-]+|[a-z]{2,})$/.test(top)) return false;
  // What else a URL lets into a name (`*`, a backtick) would be Markdown where the link is shown.
  if (!labels.every((label) => /^[a-z\d_-]+$/.test(label))) return false;
  return !LOCAL_SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
}

function problem(message: string): CheckedLink {
  return { kind: 'problem', message };
}
