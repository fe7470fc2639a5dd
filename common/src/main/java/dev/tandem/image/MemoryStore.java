package dev.tandem.image;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Pictures on the heap. */
final class MemoryStore implements PictureStore {

    private final ConcurrentMap<Integer, byte[]> kept = new ConcurrentHashMap<>();
    private final AtomicLong room;

    MemoryStore(long pictures) {
        this.room = new AtomicLong(pictures);
    }

    @Override
    public byte @Nullable [] find(int sample) {
        return kept.get(sample);
    }

    @Override
    public void keep(int sample, byte[] levels) {
        if (room.getAndDecrement() <= 0 || kept.putIfAbsent(sample, levels) != null) {
            room.incrementAndGet();
        }
    }
}
