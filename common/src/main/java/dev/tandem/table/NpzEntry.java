package dev.tandem.table;

import dev.tandem.data.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.hadoop.fs.FileStatus;

/**
 * Where the bytes of an array are in its file.
 *
 * @param name in an archive; empty where the array is all of the file
 * @param offset first byte in the file
 * @param bytes of the array with its head, unpacked
 * @param packing whether the bytes are as they are or must be unpacked
 */
record NpzEntry(String name, long offset, long bytes, Packing packing) implements Serializable {

    /** Deflated arrays are held unpacked: no more of them than so much, and than a quarter of the heap. */
    private static final long MOST_UNPACKED = 1L << 30;

    private static final String NPY = ".npy";

    /** How bytes are kept. */
    enum Packing {
        STORED,
        DEFLATED
    }

    /** Finds an array by its name, with or without {@code .npy}. */
    static NpzEntry find(DataFile file, String name) throws IOException {
        FileStatus status = file.status();
        if (status.isDirectory()) {
            throw new IOException(file + " is a folder, but an NPZ file is needed");
        }
        try (ZipFile zip = open(file)) {
            ZipArchiveEntry entry = zip.getEntry(name.endsWith(NPY) ? name : name + NPY);
            if (entry == null) {
                throw new IOException(file + " has no array '" + name + "': it has " + names(zip));
            }
            return of(file, status.getLen(), entry);
        }
    }

    private static NpzEntry of(DataFile file, long fileBytes, ZipArchiveEntry entry) throws IOException {
        String name = entry.getName();
        boolean stored = entry.getMethod() == ZipArchiveEntry.STORED;
        if (!stored && entry.getMethod() != ZipArchiveEntry.DEFLATED) {
            throw new IOException(file + " has the array '" + name + "' packed by method " + entry.getMethod()
                    + ", but only arrays as np.savez and np.savez_compressed write them can be read");
        }
        long end = entry.getDataOffset() + entry.getCompressedSize();
        if (entry.getDataOffset() < 0 || entry.getCompressedSize() < 0 || end > fileBytes) {
            throw new IOException(file + " is damaged: its array '" + name + "' would end at byte " + end
                    + ", but the file has " + fileBytes);
        }
        if (!stored && entry.getSize() > mostUnpacked()) {
            throw new IOException(file + " has the array '" + name + "' of " + entry.getSize()
                    + " bytes packed, more than the " + mostUnpacked()
                    + " that are kept in memory: save it with np.savez or np.save, of which single rows can be read");
        }
        return new NpzEntry(
                name,
                entry.getDataOffset(),
                stored ? entry.getCompressedSize() : entry.getSize(),
                stored ? Packing.STORED : Packing.DEFLATED);
    }

    private static long mostUnpacked() {
        return Math.min(MOST_UNPACKED, Runtime.getRuntime().maxMemory() / 4);
    }

    /** All bytes of a packed array. */
    byte[] unpack(DataFile file) throws IOException {
        try (ZipFile zip = open(file)) {
            ZipArchiveEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new IOException(file + " has changed: it has no array '" + name + "' any more");
            }
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] content = in.readNBytes((int) bytes + 1);
                if (content.length != bytes) {
                    throw new NpyFormatException(
                            "is damaged: it unpacks to other than the " + bytes + " bytes that it announces");
                }
                return content;
            }
        }
    }

    private static ZipFile open(DataFile file) throws IOException {
        try {
            return new ZipFile(new FileChannelView(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + " is no NPZ file: " + e.getMessage(), e);
        }
    }

    private static List<String> names(ZipFile zip) {
        return Collections.list(zip.getEntries()).stream()
                .map(ZipArchiveEntry::getName)
                .map(name -> name.endsWith(NPY) ? name.substring(0, name.length() - NPY.length()) : name)
                .limit(20)
                .toList();
    }

    /** What follows a file's name in messages. */
    String suffix() {
        return name.isEmpty() ? "" : "[" + name + "]";
    }
}
