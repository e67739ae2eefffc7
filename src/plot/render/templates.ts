import { readFileSync } from 'node:fs';

/** What the build made of the charts' usual shapes; absent when this runs from its sources. */
interface TemplateFile {
  /** Two shapes may share a file name; only the right one is of use. */
  readonly key: string;
  readonly template: unknown;
}

/** FNV-1a: names files; nothing depends on its being hard to find a second text. */
export function templateName(key: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) {
    hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  }
  return `${(hash >>> 0).toString(16).padStart(8, '0')}.json`;
}

/** The compiled template of a shape; undefined where the build made none. */
export function findTemplate(key: string): unknown {
  const file = new URL(`./templates/${templateName(key)}`, import.meta.url);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const found = JSON.parse(text) as TemplateFile;
  return found.key === key ? found.template : undefined;
}
