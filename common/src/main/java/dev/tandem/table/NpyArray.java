package dev.tandem.table;

import dev.tandem.data.ContentCache;
import dev.tandem.data.DataFile;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;

/** An array of a file that was looked at: its head is known, its length was checked, its rows are read where they are used. */
final class NpyArray implements Serializable {

    private static final long serialVersionUID = 1;

    private static final ContentCache<byte[]> UNPACKED = new ContentCache<>();

    private final DataFile file;
    private final NpzEntry entry;
    private final NpyHeader header;

    private NpyArray(DataFile file, NpzEntry entry, NpyHeader header) {
        this.file = file;
        this.entry = entry;
        this.header = header;
    }

    /** Looks at an NPY file. */
    static NpyArray ofFile(String path) throws IOException {
        DataFile file = DataFile.at(path);
        FileStatus status = file.status();
        if (status.isDirectory()) {
            throw new IOException(file + " is a folder, but an NPY file is needed");
        }
        return open(file, new NpzEntry("", 0, status.getLen(), NpzEntry.Packing.STORED));
    }

    /** Looks at an array in an NPZ file, by its name. */
    static NpyArray inArchive(String path, String name) throws IOException {
        DataFile file = DataFile.at(path);
        return open(file, NpzEntry.find(file, name));
    }

    private static NpyArray open(DataFile file, NpzEntry entry) throws IOException {
        NpyHeader header;
        try (DataInputStream in = stream(file, entry)) {
            header = NpyHeader.read(in);
            long expected = header.bytes() + header.contentBytes();
            if (entry.bytes() < expected) {
                throw new EOFException();
            }
            if (entry.bytes() > expected) {
                throw new NpyFormatException(
                        "goes on after the " + header.contentBytes() + " bytes of values that its header announces");
            }
        } catch (IOException e) {
            throw unreadable(file + entry.suffix(), e);
        }
        return new NpyArray(file, entry, header);
    }

    private static DataInputStream stream(DataFile file, NpzEntry entry) throws IOException {
        if (entry.packing() == NpzEntry.Packing.DEFLATED) {
            return new DataInputStream(new ByteArrayInputStream(unpacked(file, entry)));
        }
        FSDataInputStream in = file.open();
        in.seek(entry.offset());
        return in;
    }

    NpyHeader header() {
        return header;
    }

    /** Values of some rows, one after the other. */
    float[] rows(int from, int count) throws IOException {
        int bytes = Math.toIntExact(header.rowBytes() * count);
        long start = header.bytes() + header.rowBytes() * from;
        byte[] content;
        try {
            content = entry.packing() == NpzEntry.Packing.DEFLATED
                    ? Arrays.copyOfRange(unpacked(file, entry), (int) start, (int) start + bytes)
                    : stored(entry.offset() + start, bytes);
        } catch (IOException e) {
            throw unreadable(this + " at row " + from + " (byte " + (entry.offset() + start) + ")", e);
        }
        return header.type().decode(content, Math.toIntExact(header.rowValues() * count));
    }

    private byte[] stored(long from, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        try (FSDataInputStream in = file.open()) {
            in.readFully(from, content);
        }
        return content;
    }

    private static byte[] unpacked(DataFile file, NpzEntry entry) throws IOException {
        FileStatus status = file.status();
        return UNPACKED.content(
                new ContentCache.Version(
                        file.address() + "!" + entry.name(), status.getLen(), status.getModificationTime()),
                () -> entry.unpack(file));
    }

    /** Where some rows lie; all of a deflated array is read for any of them. */
    FilePart part(int from, int count) {
        return entry.packing() == NpzEntry.Packing.DEFLATED
                ? new FilePart(file, entry.offset(), 1)
                : new FilePart(
                        file, entry.offset() + header.bytes() + header.rowBytes() * from, header.rowBytes() * count);
    }

    private static IOException unreadable(String what, IOException cause) {
        if (cause instanceof EOFException) {
            return new IOException(what + " is truncated: it ends before all values that its header announces", cause);
        }
        if (cause instanceof NpyFormatException) {
            return new IOException(what + " " + cause.getMessage(), cause);
        }
        return new IOException("Cannot read " + what + ": " + cause.getMessage(), cause);
    }

    @Override
    public String toString() {
        return file + entry.suffix();
    }
}
