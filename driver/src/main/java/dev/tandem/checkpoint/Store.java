package dev.tandem.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * What the protocol needs of a file system. Listings must show every publication that returned before the listing began; nothing else
 * is taken for granted: the protocol is right even where {@link #publish} overwrites, or leaves a torn file after a crash.
 *
 * <p>Every error names the file and says what to do.
 */
interface Store {

    /** Writes the bytes of one file. */
    interface Content {
        void writeTo(OutputStream output) throws IOException;
    }

    /** Where the run directory is, for messages. */
    String location();

    /** Makes the folders, and tries out what the file system can do. */
    Probe prepare() throws IOException;

    /** The files of a folder, by name; empty if there is no such folder. */
    List<StoredFile> list(Folder folder) throws IOException;

    /** Writes a new file in {@link Folder#DATA}, flushed to disk where the file system can. A crash may leave any part of it. */
    void write(String name, Content content) throws IOException;

    /**
     * Makes a small file appear whole and flushed, where the file system can, and never over another.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken and the file system can tell
     */
    void publish(Folder folder, String name, byte[] content) throws IOException;

    /** @throws java.nio.file.NoSuchFileException if there is no such file */
    InputStream open(Folder folder, String name) throws IOException;

    /** Deletes files for good before it returns, where the file system can. Missing ones are passed over. */
    void delete(Folder folder, List<String> names) throws IOException;

    /** Renames the whole run directory, in one step where the file system can, and returns its new place. */
    String moveAside(String suffix) throws IOException;
}
