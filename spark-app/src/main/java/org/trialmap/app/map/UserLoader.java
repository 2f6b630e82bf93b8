package org.trialmap.app.map;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkFiles;

/**
 * Gives a user's code the classes of the user's jars before those of this application and of Spark, so that a library that both have is the one that the
 * user's code was built with. Not so the JDK's classes and those whose objects the two hand to each other, which must be the same on both sides.
 */
final class UserLoader extends URLClassLoader {
    /** Beginnings of names. {@code org.apache.commons.rng}: a task's random stream. */
    private static final List<String> COMMON = List.of("java.", "scala.", "org.apache.spark.", "org.apache.hadoop.", "org.trialmap.", "org.slf4j.", "org.apache.logging.",
            "org.apache.commons.rng.");
    private static final Set<String> OF_THE_JDK = ModuleLayer.boot().modules().stream().flatMap(module -> module.getPackages().stream())
            .collect(Collectors.toUnmodifiableSet());
    /** One for each set of jars: were a class loaded again for each call, it would have new static fields each time. */
    private static final Map<String, UserLoader> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    static {
        registerAsParallelCapable();
    }

    private UserLoader(URL[] jars, ClassLoader parent) {
        super(jars, parent);
    }

    /** What functions of these jars are sent with. */
    static String key(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining("\n"));
    }

    /** A new loader, which this process uses from now on for these jars. */
    static ClassLoader inDriver(List<Path> jars, ClassLoader parent) {
        UserLoader loader = new UserLoader(urls(jars), parent);
        IN_THIS_PROCESS.put(key(jars), loader);
        return loader;
    }

    /** This process's loader; on an executor, of the copies of the jars that Spark has brought there. */
    static ClassLoader of(String key) {
        UserLoader loader = IN_THIS_PROCESS.get(key);
        return loader != null ? loader : IN_THIS_PROCESS.computeIfAbsent(key, UserLoader::onExecutor);
    }

    private static UserLoader onExecutor(String key) {
        Path folder = Path.of(SparkFiles.getRootDirectory()).toAbsolutePath();
        List<Path> jars = Stream.of(key.split("\n")).map(jar -> folder.resolve(Path.of(jar).getFileName())).toList();
        jars.stream().filter(jar -> !Files.exists(jar)).findFirst().ifPresent(jar -> {
            throw new IllegalStateException("this executor does not have " + jar + ", to where Spark copies what --jar names. The executor's log says why it did not");
        });
        return new UserLoader(urls(jars), Thread.currentThread().getContextClassLoader());
    }

    static URL[] urls(List<Path> jars) {
        return jars.stream().map(UserLoader::url).toArray(URL[]::new);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(jar + " has no URL.", e);
        }
    }

    private static boolean isCommon(String className) {
        return COMMON.stream().anyMatch(className::startsWith) || OF_THE_JDK.contains(className.substring(0, Math.max(0, className.lastIndexOf('.'))));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null || isCommon(name)) {
                return loaded != null ? loaded : super.loadClass(name, resolve);
            }
            try {
                return findClass(name);
            } catch (ClassNotFoundException e) {
                return super.loadClass(name, resolve); // no jar has it
            }
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        URL place = findResource(name.replace('.', '/') + ".class");
        if (place == null) {
            throw new ClassNotFoundException(name);
        }
        try {
            JarURLConnection jar = (JarURLConnection) place.openConnection();
            Optional<byte[]> replaced;
            try (InputStream in = jar.getInputStream()) {
                replaced = HaltCalls.replaced(in.readAllBytes());
            }
            if (replaced.isPresent()) {
                return defineClass(name, replaced.get(), 0, replaced.get().length, new CodeSource(jar.getJarFileURL(), jar.getCertificates()));
            }
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
        return super.findClass(name);
    }

    @Override
    public URL getResource(String name) {
        URL own = isCommon(name.replace('/', '.')) ? null : findResource(name);
        return own != null ? own : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        all.addAll(Collections.list(getParent().getResources(name)));
        return Collections.enumeration(all);
    }
}
