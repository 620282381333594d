/** Part of `npm run build`: reads a roadmap (first argument) once and for all, for the start to find it (second). One with problems is left to the start, which tells them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { prepare } from '../adapters/prepared-roadmap.ts';
import { parseRoadmap } from '../domain/parse-roadmap.ts';

const [from = '', to = ''] = process.argv.slice(2);
const markdown = readFileSync(from, 'utf8');
const parsed = parseRoadmap(markdown);
if (parsed.kind === 'roadmap') writeFileSync(to, prepare(markdown, parsed.roadmap));
