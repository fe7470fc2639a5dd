package dev.tandem.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A disk whose calls go wrong, and which can afterwards forget what was not flushed. */
final class FaultyDisk extends Disk {

    /** What a power loss takes besides the process. */
    enum Loss {
        NOTHING,
        NEW_ENTRIES,
        CONTENTS,
        DELETIONS,
        EVERYTHING
    }

    private final Fault fault;
    private final Map<FileChannel, Path> channels = new HashMap<>();
    private final Set<Path> unforcedEntries = new LinkedHashSet<>();
    private final Set<Path> unforcedContents = new LinkedHashSet<>();
    private final Map<Path, byte[]> unforcedDeletions = new HashMap<>();

    FaultyDisk(Fault fault) {
        this.fault = fault;
    }

    /** Undoes what no flush has made durable. */
    void lose(Loss loss) throws IOException {
        boolean all = loss == Loss.EVERYTHING;
        if (all || loss == Loss.CONTENTS) {
            for (Path file : unforcedContents) {
                if (Files.exists(file)) {
                    Files.write(file, new byte[0]);
                }
            }
        }
        if (all || loss == Loss.DELETIONS) {
            for (Map.Entry<Path, byte[]> deleted : unforcedDeletions.entrySet()) {
                Files.write(deleted.getKey(), deleted.getValue());
            }
        }
        if (all || loss == Loss.NEW_ENTRIES) {
            for (Path file : unforcedEntries) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    void createDirectories(Path folder) throws IOException {
        run(() -> super.createDirectories(folder));
    }

    @Override
    FileChannel create(Path file) throws IOException {
        return fault.around(() -> created(file), Fault.NONE);
    }

    private FileChannel created(Path file) throws IOException {
        FileChannel channel = super.create(file);
        channels.put(channel, file);
        unforcedEntries.add(file);
        unforcedContents.add(file);
        return channel;
    }

    @Override
    void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        ByteBuffer half = bytes.duplicate().limit(bytes.position() + bytes.remaining() / 2);
        fault.around(() -> done(() -> super.write(channel, bytes)), () -> super.write(channel, half));
    }

    @Override
    void force(FileChannel channel) throws IOException {
        run(() -> unforcedContents.remove(channels.get(channel)));
    }

    @Override
    void link(Path link, Path existing) throws IOException {
        run(() -> {
            super.link(link, existing);
            unforcedEntries.add(link);
        });
    }

    @Override
    void forceFolder(Path folder) throws IOException {
        run(() -> {
            unforcedEntries.removeIf(file -> file.getParent().equals(folder));
            unforcedDeletions.keySet().removeIf(file -> file.getParent().equals(folder));
        });
    }

    @Override
    void delete(Path file) throws IOException {
        run(() -> {
            if (Files.exists(file) && !unforcedEntries.remove(file)) {
                unforcedDeletions.put(file, Files.readAllBytes(file));
            }
            super.delete(file);
        });
    }

    @Override
    InputStream open(Path file) throws IOException {
        return fault.around(() -> super.open(file), Fault.NONE);
    }

    @Override
    List<StoredFile> list(Path folder) throws IOException {
        return fault.around(() -> super.list(folder), Fault.NONE);
    }

    private void run(Fault.Half step) throws IOException {
        fault.around(() -> done(step), Fault.NONE);
    }

    private static boolean done(Fault.Half step) throws IOException {
        step.run();
        return true;
    }
}
