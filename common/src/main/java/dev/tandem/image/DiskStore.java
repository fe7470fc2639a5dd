package dev.tandem.image;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ref.Cleaner;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures in a temporary file, one after the other. A file that cannot be read or written is used no longer, with a warning: pictures are
 * then read from where they came.
 */
final class DiskStore implements PictureStore {

    private static final Logger LOG = LoggerFactory.getLogger(DiskStore.class);
    private static final Cleaner CLEANER = Cleaner.create();

    private final long pictures;
    private final int pictureBytes;
    private final Map<Integer, Long> places = new HashMap<>();
    private @Nullable RandomAccessFile file;

    DiskStore(long pictures, int pictureBytes) {
        this.pictures = pictures;
        this.pictureBytes = pictureBytes;
        try {
            file = open();
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private RandomAccessFile open() throws IOException {
        File path = File.createTempFile("tandem-pictures-", ".cache");
        path.deleteOnExit();
        RandomAccessFile opened = new RandomAccessFile(path, "rw");
        CLEANER.register(this, new Removal(path, opened));
        return opened;
    }

    private record Removal(File path, RandomAccessFile file) implements Runnable {

        @Override
        public void run() {
            try {
                file.close();
            } catch (IOException e) {
                LOG.warn("Cannot close {}: {}", path, e.getMessage());
            }
            if (!path.delete()) {
                LOG.warn("Cannot delete {}", path);
            }
        }
    }

    @Override
    public synchronized byte @Nullable [] find(int sample) {
        Long place = places.get(sample);
        if (file == null || place == null) {
            return null;
        }
        byte[] levels = new byte[pictureBytes];
        try {
            file.seek(place);
            file.readFully(levels);
            return levels;
        } catch (IOException e) {
            giveUp(e);
            return null;
        }
    }

    @Override
    public synchronized void keep(int sample, byte[] levels) {
        if (file == null || places.size() >= pictures || places.containsKey(sample)) {
            return;
        }
        long place = (long) places.size() * pictureBytes;
        try {
            file.seek(place);
            file.write(levels);
            places.put(sample, place);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private void giveUp(IOException cause) {
        file = null;
        LOG.warn("Pictures are no longer kept on disk: {}", cause.getMessage());
    }
}
