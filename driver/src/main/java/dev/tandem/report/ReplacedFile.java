package dev.tandem.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** A small text file that is only ever replaced as a whole. */
final class ReplacedFile {

    private final Path path;
    private final Configuration configuration;

    ReplacedFile(Path path, Configuration configuration) {
        this.path = path;
        this.configuration = configuration;
    }

    /** The text; empty where there is no file. */
    String read() throws IOException {
        try (FSDataInputStream in = path.getFileSystem(configuration).open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (FileNotFoundException e) {
            return "";
        }
    }

    void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        FileSystem fileSystem = path.getFileSystem(configuration);
        if (fileSystem instanceof LocalFileSystem local) {
            replaceLocal(local.pathToFile(path).toPath(), bytes);
        } else {
            replaceRemote(fileSystem, bytes);
        }
    }

    /** Past Hadoop, whose local rename onto an existing file deletes that file first. */
    private static void replaceLocal(java.nio.file.Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        java.nio.file.Path temporary =
                file.resolveSibling(temporaryName(file.getFileName().toString()));
        try {
            Files.write(temporary, bytes);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void replaceRemote(FileSystem fileSystem, byte[] bytes) throws IOException {
        Path qualified = fileSystem.makeQualified(path);
        FileContext context;
        try {
            context = FileContext.getFileContext(qualified.toUri(), configuration);
        } catch (UnsupportedFileSystemException e) {
            put(fileSystem, qualified, bytes);
            return;
        }
        Path temporary = new Path(qualified.getParent(), temporaryName(qualified.getName()));
        try (OutputStream out =
                context.create(temporary, EnumSet.of(CreateFlag.CREATE), Options.CreateOpts.createParent())) {
            out.write(bytes);
        }
        context.rename(temporary, qualified, Options.Rename.OVERWRITE);
    }

    /** Object stores show an object once its stream is closed. */
    private static void put(FileSystem fileSystem, Path path, byte[] bytes) throws IOException {
        try (OutputStream out = fileSystem.create(path, true)) {
            out.write(bytes);
        }
    }

    private static String temporaryName(String name) {
        return "." + name + "." + UUID.randomUUID() + ".tmp";
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
