package dev.tandem.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/** An IDX file, plain or gzip, that was looked at: its header is known, its length was checked, its content is read where it is used. */
final class IdxFile implements Serializable {

    private static final long serialVersionUID = 1;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final ContentCache<byte[]> CONTENTS = new ContentCache<>();

    private final DataFile file;
    private final int magic;
    private final IdxHeader header;

    private transient volatile byte @Nullable [] content;

    private IdxFile(DataFile file, int magic, IdxHeader header) {
        this.file = file;
        this.magic = magic;
        this.header = header;
    }

    DataFile file() {
        return file;
    }

    IdxHeader header() {
        return header;
    }

    /**
     * Reads the header and compares the announced length with the file's.
     *
     * @throws IOException if the file is missing, damaged, truncated or of another kind; the message names it
     */
    static IdxFile open(String path, int magic) throws IOException {
        DataFile file = DataFile.at(path);
        FileStatus status = file.status();
        if (status.isDirectory()) {
            throw new IOException(file + " is a folder, but an IDX file is needed");
        }
        IdxHeader header;
        try (DataInputStream in = stream(file)) {
            header = IdxHeader.read(in, magic);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        IdxFile opened = new IdxFile(file, magic, header);
        opened.checkLength(status.getLen());
        return opened;
    }

    /** All values, without the header; shared with other copies in this JVM, not to be changed. */
    byte[] content() throws IOException {
        byte[] present = content;
        if (present == null) {
            FileStatus status = file.status();
            present = CONTENTS.content(
                    new ContentCache.Version(file.address(), status.getLen(), status.getModificationTime()),
                    this::load);
            content = present;
        }
        return present;
    }

    private byte[] load() throws IOException {
        if (header.contentBytes() > Integer.MAX_VALUE - 8) {
            throw new IOException(file + " holds " + header.contentBytes() + " bytes: more than 2 GiB do not fit");
        }
        try (DataInputStream in = stream(file)) {
            IdxHeader now = IdxHeader.read(in, magic);
            if (!now.equals(header)) {
                throw new IdxFormatException("has changed since the run started: " + now + " was " + header);
            }
            byte[] content = new byte[(int) header.contentBytes()];
            in.readFully(content);
            if (in.read() >= 0) {
                throw new IdxFormatException("goes on after the " + announced());
            }
            return content;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** A gzip file states its unpacked length at its end; only where that looks wrong is it worth unpacking everything to be sure. */
    private void checkLength(long fileBytes) throws IOException {
        long expected = (magic == IdxHeader.IMAGES ? 16 : 8) + header.contentBytes();
        long actual;
        boolean packed;
        try (FSDataInputStream in = file.open()) {
            packed = in.readUnsignedShort() == GZIP_MAGIC;
            in.seek(fileBytes - 4);
            actual = packed ? Integer.toUnsignedLong(Integer.reverseBytes(in.readInt())) : fileBytes;
        }
        if (packed && actual != (expected & 0xFFFFFFFFL)) {
            load();
        } else if (!packed && actual < expected) {
            throw unreadable(file, new EOFException());
        } else if (!packed && actual > expected) {
            throw unreadable(file, new IdxFormatException("goes on after the " + announced()));
        }
    }

    private String announced() {
        return header.contentBytes() + " values that its header announces";
    }

    private static DataInputStream stream(DataFile file) throws IOException {
        InputStream in = new BufferedInputStream(file.open(), BUFFER_BYTES);
        try {
            in.mark(2);
            boolean packed = in.read() == GZIP_MAGIC >> 8 && in.read() == (GZIP_MAGIC & 0xFF);
            in.reset();
            return new DataInputStream(
                    packed ? new BufferedInputStream(new GZIPInputStream(in, BUFFER_BYTES), BUFFER_BYTES) : in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static IOException unreadable(DataFile file, IOException cause) {
        if (cause instanceof EOFException) {
            return new IOException(file + " is truncated: it ends before all values that its header announces", cause);
        }
        if (cause instanceof ZipException) {
            return new IOException(file + " is damaged: " + cause.getMessage(), cause);
        }
        if (cause instanceof IdxFormatException) {
            return new IOException(file + " " + cause.getMessage(), cause);
        }
        return new IOException("Cannot read " + file + ": " + cause.getMessage(), cause);
    }
}
