// The errors of Go's net package name both addresses of their connection, which makes each one
// different. Columns have these in place of them.
export const LOCAL_PLACEHOLDER = '{local}';
export const REMOTE_PLACEHOLDER = '{remote}';

/** The error as it was, with the connection's addresses back in their places. */
export function expandError(template: string, local: string, remote: string): string {
  return template.replace(LOCAL_PLACEHOLDER, () => local).replace(REMOTE_PLACEHOLDER, () => remote);
}
