package dev.tandem.image;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ref.Cleaner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures in a temporary file, one after the other. The file has no name from the moment it is open, where the system allows that, so that
 * its space is free again when the JVM ends, however it ends. One that cannot be read or written, as on a full disk, is given back at once,
 * with a warning: pictures are then read from where they came.
 */
final class DiskStore implements PictureStore {

    private static final Logger LOG = LoggerFactory.getLogger(DiskStore.class);
    private static final Cleaner CLEANER = Cleaner.create();

    private final long pictures;
    private final int pictureBytes;
    private final Map<Integer, Long> places = new HashMap<>();
    private @Nullable RandomAccessFile file;

    /** In the first of some folders that takes a file. */
    DiskStore(long pictures, int pictureBytes, List<File> folders) {
        this.pictures = pictures;
        this.pictureBytes = pictureBytes;
        for (File folder : folders) {
            if (file == null) {
                open(folder);
            }
        }
    }

    private void open(File folder) {
        try {
            File path = File.createTempFile("tandem-pictures-", ".cache", folder);
            RandomAccessFile opened = new RandomAccessFile(path, "rw");
            if (!path.delete()) {
                path.deleteOnExit();
            }
            use(opened);
            CLEANER.register(this, new Removal(path, opened));
        } catch (IOException e) {
            LOG.warn("Pictures cannot be kept in {}: {}", folder, e.getMessage());
        }
    }

    /** Takes over an open file. */
    void use(RandomAccessFile opened) {
        file = opened;
    }

    private record Removal(File path, RandomAccessFile file) implements Runnable {

        @Override
        public void run() {
            close(file);
            if (path.exists() && !path.delete()) {
                LOG.warn("Cannot delete {}", path);
            }
        }
    }

    @Override
    public synchronized byte @Nullable [] find(int sample) {
        RandomAccessFile open = file;
        Long place = places.get(sample);
        if (open == null || place == null) {
            return null;
        }
        byte[] levels = new byte[pictureBytes];
        try {
            open.seek(place);
            open.readFully(levels);
            return levels;
        } catch (IOException e) {
            giveUp(open, e);
            return null;
        }
    }

    @Override
    public synchronized void keep(int sample, byte[] levels) {
        RandomAccessFile open = file;
        if (open == null || places.size() >= pictures || places.containsKey(sample)) {
            return;
        }
        long place = (long) places.size() * pictureBytes;
        try {
            open.seek(place);
            open.write(levels);
            places.put(sample, place);
        } catch (IOException e) {
            giveUp(open, e);
        }
    }

    private void giveUp(RandomAccessFile failed, IOException cause) {
        file = null;
        places.clear();
        close(failed);
        LOG.warn("Pictures are no longer kept on disk: {}", cause.getMessage());
    }

    private static void close(RandomAccessFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("Cannot close a file of pictures: {}", e.getMessage());
        }
    }
}
