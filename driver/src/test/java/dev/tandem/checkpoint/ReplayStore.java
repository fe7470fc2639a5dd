package dev.tandem.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers the calls of a writer from a record, and stops it at the first call that has no answer yet. */
final class ReplayStore implements Store {

    /** Stops the writer where it stands, as its death would. */
    static final class Suspended extends Error {
        final transient Call call;

        Suspended(Call call) {
            super(null, null, false, false);
            this.call = call;
        }
    }

    private final List<Object> responses;
    private int answered;

    ReplayStore(List<Object> responses) {
        this.responses = responses;
    }

    private Object answer(Call call) {
        if (answered == responses.size()) {
            throw new Suspended(call);
        }
        return responses.get(answered++);
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
    @SuppressWarnings("unchecked") // a listing is answered with a listing
    public List<StoredFile> list(Folder folder) {
        return (List<StoredFile>) answer(new Call.Listing(folder));
    }

    @Override
    public void write(String name, Content content) throws IOException {
        answer(new Call.Putting(MemoryStore.path(Folder.DATA, name), MemoryStore.text(content)));
    }

    @Override
    public void publish(Folder folder, String name, byte[] content) {
        answer(new Call.Putting(MemoryStore.path(folder, name), MemoryStore.text(content)));
    }

    @Override
    public InputStream open(Folder folder, String name) throws IOException {
        Object response = answer(new Call.Opening(MemoryStore.path(folder, name)));
        if (response instanceof Call.Missing missing) {
            throw missing.exception();
        }
        return new ByteArrayInputStream(((String) response).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void delete(Folder folder, List<String> names) {
        answer(new Call.Deleting(folder, List.copyOf(names)));
    }

    @Override
    public String moveAside(String suffix) {
        throw new IllegalStateException("No writer of the exploration moves the directory");
    }
}
