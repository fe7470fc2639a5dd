package dev.tandem.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** A file at any Hadoop path that is only ever replaced as a whole: a reader sees the old content or the new, never half of one. */
public final class ReplacedFile {

    private final Path path;
    private final Configuration configuration;

    public ReplacedFile(Path path, Configuration configuration) {
        this.path = path;
        this.configuration = configuration;
    }

    /** What a file will hold. */
    @FunctionalInterface
    public interface Content {

        /** Writes all of it; leaves the stream open. */
        void writeTo(OutputStream out) throws IOException;
    }

    void write(String text) throws IOException {
        write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Replaces the file, or makes it and its directories. */
    public void write(Content content) throws IOException {
        FileSystem fileSystem = path.getFileSystem(configuration);
        if (fileSystem instanceof LocalFileSystem local) {
            replaceLocal(local.pathToFile(path).toPath(), content);
        } else {
            replaceRemote(fileSystem, content);
        }
    }

    /** Past Hadoop, whose local rename onto an existing file deletes that file first. */
    private static void replaceLocal(java.nio.file.Path file, Content content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        java.nio.file.Path temporary =
                file.resolveSibling(temporaryName(file.getFileName().toString()));
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                content.writeTo(out);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void replaceRemote(FileSystem fileSystem, Content content) throws IOException {
        Path qualified = fileSystem.makeQualified(path);
        FileContext context;
        try {
            context = FileContext.getFileContext(qualified.toUri(), configuration);
        } catch (UnsupportedFileSystemException e) {
            put(fileSystem, qualified, content);
            return;
        }
        Path temporary = new Path(qualified.getParent(), temporaryName(qualified.getName()));
        writeAndClose(
                context.create(temporary, EnumSet.of(CreateFlag.CREATE), Options.CreateOpts.createParent()), content);
        context.rename(temporary, qualified, Options.Rename.OVERWRITE);
    }

    /** Object stores show an object once its stream is closed. */
    private static void put(FileSystem fileSystem, Path path, Content content) throws IOException {
        writeAndClose(fileSystem.create(path, true), content);
    }

    /** Not with resources: the exception that HDFS throws from write and again from close would suppress itself. */
    private static void writeAndClose(OutputStream out, Content content) throws IOException {
        try {
            content.writeTo(out);
        } finally {
            out.close();
        }
    }

    private static String temporaryName(String name) {
        return "." + name + "." + UUID.randomUUID() + ".tmp";
    }
}
