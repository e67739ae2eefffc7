// What programs use of the engine without loading it: the whole takes longer to load than most of
// what they do. Nothing here imports more than itself.
export { formatHostPort } from './addresses/host-port.ts';
export { CLIENT_DEFAULTS } from './client/options/client-options.ts';
export { ownFile } from './platform/own-file.ts';
export { wallClock } from './platform/wall-clock.ts';
