package dev.tandem.config;

/** Makes objects of the user's own classes, named in a job file with constructor arguments under them. */
final class UserClasses {

    private UserClasses() {}

    /** Reads {@code class: com.acme.Mine} or {@code class: {com.acme.Mine: {argument: value}}}. */
    static Named read(Section section) {
        return section.required(
                "class",
                Type.named("a class's name"),
                new Named(section.path() + ".class", "java.lang.Object", java.util.Map.of()));
    }
}
