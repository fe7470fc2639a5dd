package dev.tandem.callback;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * A text file that grows line by line, at any Hadoop path. A local file is appended to; elsewhere, where appending may not exist, the file
 * is written anew under another name and put in place by one rename, so that a reader always sees whole lines.
 */
sealed interface TextFile {

    /** How many bytes there are; 0 if there is no file. */
    long size() throws IOException;

    /** Keeps the first {@code size} bytes, drops the rest and puts {@code text} after them. */
    void replaceFrom(long size, byte[] text) throws IOException;

    static TextFile at(String name, Configuration hadoop) throws IOException {
        Path path = new Path(name);
        FileSystem files = path.getFileSystem(hadoop);
        Path absolute = files.makeQualified(path);
        return absolute.toUri().getScheme().equals("file")
                ? new Local(java.nio.file.Path.of(absolute.toUri().getPath()))
                : new Remote(absolute, hadoop);
    }

    record Local(java.nio.file.Path path) implements TextFile {

        @Override
        public long size() throws IOException {
            return Files.exists(path) ? Files.size(path) : 0;
        }

        @Override
        public void replaceFrom(long size, byte[] text) throws IOException {
            Files.createDirectories(path.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.truncate(size);
                channel.position(size);
                ByteBuffer rest = ByteBuffer.wrap(text);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }
        }
    }

    record Remote(Path path, Configuration hadoop) implements TextFile {

        @Override
        public long size() throws IOException {
            FileSystem files = path.getFileSystem(hadoop);
            return files.exists(path) ? files.getFileStatus(path).getLen() : 0;
        }

        @Override
        public void replaceFrom(long size, byte[] text) throws IOException {
            FileSystem files = path.getFileSystem(hadoop);
            byte[] kept = new byte[0];
            if (size > 0) {
                try (InputStream in = files.open(path)) {
                    kept = in.readNBytes(Math.toIntExact(size));
                }
            }
            Path next = path.suffix(".next");
            OutputStream out = files.create(next, true);
            try { // with resources, the exception that HDFS throws from write and again from close would suppress
                // itself
                out.write(kept);
                out.write(text);
            } finally {
                out.close();
            }
            FileContext.getFileContext(path.toUri(), hadoop).rename(next, path, Rename.OVERWRITE);
        }
    }
}
