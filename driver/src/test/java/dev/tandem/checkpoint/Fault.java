package dev.tandem.checkpoint;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Counts the calls of a file system and goes wrong at one of them. After a death every call dies, as for a process that is gone. */
final class Fault {

    enum Kind {
        DIE_BEFORE,
        DIE_HALF_WAY,
        DIE_AFTER,
        FAIL_BEFORE,
        FAIL_AFTER,
        FALSE_BEFORE,
        FALSE_AFTER
    }

    /** Not an exception, so that nothing but the test catches it. */
    static final class Death extends Error {
        Death() {
            super(null, null, false, false);
        }
    }

    interface Step<T> {
        T run() throws IOException;
    }

    interface Half {
        void run() throws IOException;
    }

    static final Half NONE = () -> {};

    private final int at;
    private final Kind kind;
    private final Set<Integer> divisible = new TreeSet<>();
    private final Set<Integer> answering = new TreeSet<>();
    private int calls;
    private boolean dead;

    Fault(int at, Kind kind) {
        this.at = at;
        this.kind = kind;
    }

    static Fault never() {
        return new Fault(-1, Kind.DIE_BEFORE);
    }

    int calls() {
        return calls;
    }

    /** The calls seen at which a kind of fault differs from all faults of other kinds; a death before one call is one after another. */
    Collection<Integer> points(Kind kind) {
        return switch (kind) {
            case DIE_BEFORE -> Set.of(0);
            case DIE_HALF_WAY -> divisible;
            case DIE_AFTER, FAIL_BEFORE, FAIL_AFTER ->
                IntStream.range(0, calls).boxed().toList();
            case FALSE_BEFORE, FALSE_AFTER -> answering;
        };
    }

    /** Runs a call whole, or as the fault has it. */
    <T> T around(Step<T> whole, Half half) throws IOException {
        if (dead) {
            throw new Death();
        }
        if (half != NONE) {
            divisible.add(calls);
        }
        if (calls++ != at) {
            return whole.run();
        }
        switch (kind) {
            case FAIL_BEFORE, FALSE_BEFORE -> throw new IOException("injected before call " + at);
            case FAIL_AFTER, FALSE_AFTER -> {
                whole.run();
                throw new IOException("injected after call " + at);
            }
            case DIE_BEFORE -> {}
            case DIE_HALF_WAY -> half.run();
            case DIE_AFTER -> whole.run();
        }
        dead = true;
        throw new Death();
    }

    /** The same for a call that may say false instead of throwing. */
    boolean aroundAnswer(Step<Boolean> whole) throws IOException {
        answering.add(calls);
        boolean lies = calls == at && !dead;
        if (lies && kind == Kind.FALSE_BEFORE) {
            calls++;
            return false;
        }
        if (lies && kind == Kind.FALSE_AFTER) {
            calls++;
            whole.run();
            return false;
        }
        return around(whole, NONE);
    }
}
