import { describe, expect, it } from 'vitest';
import { checkLink, LINK_LENGTH } from '../../src/domain/link.ts';
import fc from '../support/chance.ts';

const verdict = (typed: string) => {
  const checked = checkLink(typed);
  return checked.kind === 'link' ? checked.url : checked.message;
};
const filled = (length: number) => `https://example.org/${'x'.repeat(length - 'https://example.org/'.length)}`;

describe('a link', () => {
  it.each([
    ['https://github.com/ana/calc', 'https://github.com/ana/calc'],
    ['  https://example.org  ', 'https://example.org/'],
    ['https://Example.ORG:8443/a?b=c#d', 'https://example.org:8443/a?b=c#d'],
    ['https://bücher.example.org/', 'https://xn--bcher-kva.example.org/'],
    ['https://пример.рф', 'https://xn--e1afmkfd.xn--p1ai/'],
    ['https://example.org.', 'https://example.org./'],
    ['https://my_project.example.org', 'https://my_project.example.org/'],
    ['https://notlocal.org', 'https://notlocal.org/'],
    ['https://en.wikipedia.org/wiki/Rust_(language)', 'https://en.wikipedia.org/wiki/Rust_%28language%29'],
  ])('such as %s is taken', (typed, url) => {
    expect(checkLink(typed)).toEqual({ kind: 'link', url });
  });

  it('may have as many characters as a button takes, and not one more, also once it is written out', () => {
    expect(checkLink(filled(LINK_LENGTH)).kind).toBe('link');
    expect(verdict(filled(LINK_LENGTH + 1))).toContain('has 513 characters; the most is 512');
    expect(verdict(`https://example.org/${'ü'.repeat(200)}`)).toContain('once it is written out');
  });

  it.each(['http://example.org', 'ftp://example.org', 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd'])(
    'with another scheme (%s) is refused',
    (typed) => {
      expect(verdict(typed)).toContain('must begin with `https://`');
    },
  );

  it.each(['', 'my project', 'example.org/x', 'https://', 'https://a b.org'])(
    'that is none (“%s”) is refused',
    (typed) => {
      expect(verdict(typed)).toContain('It should look like `https://github.com/you/project`');
    },
  );

  it.each(['https://ana@example.org', 'https://ana:pw@example.org', 'https://:pw@example.org'])(
    'with user info (%s) is refused',
    (typed) => {
      expect(verdict(typed)).toContain('user name or password');
    },
  );

  it.each([
    ['https://raw.example.org/ana/private/main.rs?token=GHSAT0AAA', 'token'],
    ['https://example.org/x?a=b&Access_Token=s3cret', 'access_token'],
    ['https://example.org/callback#state=x&id_token=s3cret', 'id_token'],
    ['https://example.org/#/callback?access_token=s3cret&state=x', 'access_token'],
    ['https://example.org/?a=b#refresh_token=s3cret&back=/here?c=d', 'refresh_token'],
    ['https://bucket.example.org/calc.zip?X-Amz-Signature=s3cret', 'x-amz-signature'],
  ])('with a secret in it (%s) is refused, and the sentence says which part it is', (typed, name) => {
    expect(verdict(typed)).toContain(`holds a secret, \`${name}=…\``);
    expect(verdict(typed)).not.toMatch(/s3cret|GHSAT0/);
  });

  it.each([
    'https://play.rust-lang.org/?version=stable&edition=2024&gist=abc&code=fn+main()',
    'https://example.org/tokens?page=2#token',
    'https://example.org/lexer#token-types',
  ])('that only speaks of such things (%s) is taken', (typed) => {
    expect(checkLink(typed).kind).toBe('link');
  });

  it.each([
    'https://localhost',
    'https://localhost.',
    'https://router',
    'https://app.localhost:3000',
    'https://nas.local',
    'https://nas.local.',
    'https://NAS.LOCAL',
    'https://db.internal',
    'https://pi.lan',
    'https://box.home.arpa',
    'https://x.test',
    'https://hidden.onion',
    'https://127.0.0.1',
    'https://10.0.0.8/x',
    'https://0x7f.1',
    'https://2130706433',
    'https://0177.0.0.1',
    'https://[::1]',
    'https://[fe80::1]:8080',
    'https://１２７.０.０.１',
  ])('to a machine or local name (%s) is refused', (typed) => {
    expect(verdict(typed)).toContain('only works on your own machine');
  });

  it.each(['https://a*b.example.org', 'https://a`b.example.org', 'https://a~~b.example.org'])(
    'whose host would be drawn as Markdown (%s) is refused',
    (typed) => {
      expect(checkLink(typed).kind).toBe('problem');
    },
  );

  it('can stand in a Markdown link whatever is typed, and is taken again as it is', () => {
    const tail = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(tail, (words) => {
        const checked = checkLink(`https://example.org/${words}`);
        if (checked.kind === 'problem') return;
        expect(checked.url).toMatch(/^https:\/\/example\.org[^\s()<>]*$/);
        expect(checkLink(checked.url)).toEqual(checked);
      }),
    );
  });
});
