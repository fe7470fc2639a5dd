package dev.tandem.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The system calls that {@link LocalStore} makes, one method each, so that tests can let each of them fail. */
class Disk {

    void createDirectories(Path folder) throws IOException {
        Files.createDirectories(folder);
    }

    FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    void force(FileChannel channel) throws IOException {
        channel.force(true);
    }

    void link(Path link, Path existing) throws IOException {
        Files.createLink(link, existing);
    }

    /** Makes the entries of a folder durable. */
    void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    InputStream open(Path file) throws IOException {
        return Files.newInputStream(file);
    }

    List<StoredFile> list(Path folder) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                addIfPresent(files, entry);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        files.sort(Comparator.comparing(StoredFile::name));
        return files;
    }

    private static void addIfPresent(List<StoredFile> files, Path entry) throws IOException {
        try {
            files.add(new StoredFile(entry.getFileName().toString(), Files.size(entry)));
        } catch (NoSuchFileException e) {
            // Another process has deleted it since the listing began.
            return;
        }
    }

    /** The kind of file system, such as {@code ext4} or {@code tmpfs}. */
    String kind(Path folder) throws IOException {
        return Files.getFileStore(folder).type();
    }
}
