import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';

const pack = promisify(zstdCompress);
const unpack = promisify(zstdDecompress);

/** States repeat themselves much: more effort takes longer, and makes them hardly smaller. */
const LEVEL = 1;

const LEAST_CHUNK = 64 * 1024;
const MOST_CHUNK = 64 * 1024 * 1024;

/** Whatever comes out is fetched by the chunk, each time behind all else that is to do. */
const inOne = (bytes: number) => ({
  chunkSize: Math.min(Math.max(bytes + 1, LEAST_CHUNK), MOST_CHUNK),
});

/** Compressed with zstd, on another thread. */
export function compress(content: Buffer): Promise<Buffer> {
  return pack(content, {
    ...inOne(Math.ceil(content.length / 4)),
    params: { [constants.ZSTD_c_compressionLevel]: LEVEL },
  });
}

/** @param size in bytes, of what comes out */
export function decompress(packed: Buffer, size: number): Promise<Buffer> {
  return unpack(packed, inOne(size));
}
