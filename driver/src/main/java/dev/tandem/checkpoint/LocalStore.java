package dev.tandem.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A run directory on a local path. Hadoop's {@code file:} neither flushes nor creates exclusively, so this uses {@code java.nio}: a
 * temporary, {@code fsync}, a hard link (which never overwrites) and {@code fsync} of the folder.
 */
final class LocalStore implements Store {

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

    private final Path root;
    private final Disk disk;
    private boolean links = true;
    private boolean forcesFolders = true;

    LocalStore(Path root, Disk disk) {
        this.root = root.toAbsolutePath().normalize();
        this.disk = disk;
    }

    @Override
    public String location() {
        return root.toString();
    }

    @Override
    public Probe prepare() throws IOException {
        return StoreErrors.naming("prepare the run directory", root, () -> {
            makeFolders();
            Optional<String> unforced = whyNoFolderIsForced();
            Optional<String> unlinked = whyNothingIsLinked();
            forcesFolders = unforced.isEmpty();
            links = unlinked.isEmpty();
            return unforced.or(() -> unlinked)
                    .or(this::whyMemoryIsLost)
                    .map(limit -> Probe.limited(Durability.PROCESS_CRASH, limit))
                    .orElse(Probe.DURABLE);
        });
    }

    private Optional<String> whyMemoryIsLost() {
        try {
            String kind = disk.kind(root);
            return IN_MEMORY.contains(kind) ? Optional.of("a " + kind + " lives in memory") : Optional.empty();
        } catch (IOException e) {
            return Optional.of("its kind is unknown: " + reason(e));
        }
    }

    private void makeFolders() throws IOException {
        try {
            for (Folder folder : Folder.values()) {
                disk.createDirectories(path(folder));
            }
        } catch (FileAlreadyExistsException e) {
            throw new FileSystemException(root.toString(), null, e.getFile() + " is a file, not a directory");
        }
    }

    private static String reason(Exception e) {
        return e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getFile() + ": " + failure.getReason()
                : String.valueOf(e.getMessage());
    }

    private Optional<String> whyNoFolderIsForced() {
        try {
            disk.forceFolder(root);
            Path parent = root.getParent();
            disk.forceFolder(parent == null ? root : parent);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("new files' names cannot be flushed: " + reason(e));
        }
    }

    private Optional<String> whyNothingIsLinked() throws IOException {
        Path probe = path(Folder.TEMPORARY).resolve("probe-" + Tokens.random());
        Path link = probe.resolveSibling(probe.getFileName() + "-link");
        create(probe, output -> output.write(1));
        try {
            disk.link(link, probe);
            return Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.of("files cannot be linked: " + reason(e));
        } finally {
            disk.delete(link);
            disk.delete(probe);
        }
    }

    @Override
    public List<StoredFile> list(Folder folder) throws IOException {
        return StoreErrors.naming("list", path(folder), () -> disk.list(path(folder)));
    }

    @Override
    public void write(String name, Content content) throws IOException {
        Path file = path(Folder.DATA).resolve(name);
        StoreErrors.naming("write", file, () -> {
            create(file, content);
            forceFolder(Folder.DATA);
            return file;
        });
    }

    @Override
    public void publish(Folder folder, String name, byte[] content) throws IOException {
        Path file = path(folder).resolve(name);
        StoreErrors.naming("write", file, () -> {
            if (links) {
                Path temporary = path(Folder.TEMPORARY).resolve(name);
                create(temporary, output -> output.write(content));
                disk.link(file, temporary);
                forceFolder(folder);
                disk.delete(temporary);
            } else {
                create(file, output -> output.write(content));
                forceFolder(folder);
            }
            return file;
        });
    }

    private void create(Path file, Content content) throws IOException {
        try (FileChannel channel = disk.create(file)) {
            content.writeTo(new DiskOutput(channel));
            disk.force(channel);
        }
    }

    private void forceFolder(Folder folder) throws IOException {
        if (forcesFolders) {
            disk.forceFolder(path(folder));
        }
    }

    @Override
    public InputStream open(Folder folder, String name) throws IOException {
        Path file = path(folder).resolve(name);
        return StoreErrors.naming("read", file, () -> disk.open(file));
    }

    @Override
    public void delete(Folder folder, List<String> names) throws IOException {
        StoreErrors.naming("delete files of", path(folder), () -> {
            for (String name : names) {
                disk.delete(path(folder).resolve(name));
            }
            forceFolder(folder);
            return names;
        });
    }

    @Override
    public String moveAside(String suffix) throws IOException {
        Path aside = root.resolveSibling(root.getFileName() + suffix);
        return StoreErrors.naming("move aside", root, () -> {
            disk.move(root, aside);
            return aside.toString();
        });
    }

    private Path path(Folder folder) {
        return root.resolve(folder.path());
    }

    /** Unbuffered: contents come in large pieces. */
    private final class DiskOutput extends OutputStream {
        private final FileChannel channel;

        DiskOutput(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            disk.write(channel, ByteBuffer.wrap(bytes, offset, length));
        }
    }
}
