package dev.tandem.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The weakest store that the protocol must be right on: listings are current, and publishing overwrites. Contents are Latin-1. */
final class MemoryStore implements Store {

    private final SortedMap<String, String> files;

    MemoryStore() {
        this(new TreeMap<>());
    }

    MemoryStore(SortedMap<String, String> files) {
        this.files = files;
    }

    static String path(Folder folder, String name) {
        return folder.path() + "/" + name;
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static String text(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(bytes);
        return text(bytes.toByteArray());
    }

    @Override
    public String location() {
        return "memory";
    }

    @Override
    public Probe prepare() {
        return Probe.DURABLE;
    }

    @Override
    public synchronized List<StoredFile> list(Folder folder) {
        String prefix = folder.path() + "/";
        List<StoredFile> found = new ArrayList<>();
        for (Map.Entry<String, String> file :
                files.subMap(prefix, prefix + Character.MAX_VALUE).entrySet()) {
            found.add(new StoredFile(
                    file.getKey().substring(prefix.length()), file.getValue().length()));
        }
        return found;
    }

    @Override
    public synchronized void write(String name, Content content) throws IOException {
        files.put(path(Folder.DATA, name), text(content));
    }

    @Override
    public synchronized void publish(Folder folder, String name, byte[] content) {
        files.put(path(folder, name), text(content));
    }

    @Override
    public synchronized InputStream open(Folder folder, String name) throws IOException {
        String content = files.get(path(folder, name));
        if (content == null) {
            throw new NoSuchFileException(path(folder, name));
        }
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public synchronized void delete(Folder folder, List<String> names) {
        names.forEach(name -> files.remove(path(folder, name)));
    }

    @Override
    public synchronized String moveAside(String suffix) {
        files.clear();
        return "memory" + suffix;
    }
}
