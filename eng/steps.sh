# shellcheck shell=bash
# Sourced by ./run and ./test: how a step is shown and how the SDK is called.

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true
# Nothing that was built may stay behind as a process.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
# shellcheck disable=SC2034
sdk_options=(-nologo -v:minimal -tl:off -m:2 -p:UseSharedCompilation=false)

if [ -z "${HOME:-}" ]; then
    # The SDK keeps its package cache below HOME and refuses to work without one.
    export HOME="$root/artifacts/home"
    mkdir -p "$HOME"
fi

refuse() {
    printf '%s\n' "$@" >&2
    exit 2
}

require_sdk() {
    if command -v dotnet >/dev/null && (cd "$root" && dotnet --version) >/dev/null 2>&1; then return; fi
    refuse '缺少 .NET 10 SDK,请先安装: https://dotnet.microsoft.com/download/dotnet/10.0' \
        'The .NET 10 SDK is missing. Please install it: https://dotnet.microsoft.com/download/dotnet/10.0' \
        '    (Debian: apt-get install dotnet-sdk-10.0)'
}

# What browsers load, and Lighthouse, are made from npm packages.
require_node() {
    local version major minor
    version=$(node --version 2>/dev/null) || version=
    version=${version#v}
    IFS=. read -r major minor _ <<<"$version"
    if { [ "${major:-0}" -gt 20 ] || { [ "${major:-0}" -eq 20 ] && [ "${minor:-0}" -ge 19 ]; }; } 2>/dev/null && command -v npm >/dev/null; then return; fi
    refuse "缺少 Node.js 20.19 或更高版本及 npm${version:+(现有 $version)},请先安装: https://nodejs.org/" \
        "Node.js 20.19 or newer with npm is missing${version:+ (there is $version)}. Please install it: https://nodejs.org/" \
        '    (Debian 13: apt-get install nodejs npm)'
}

# step NAME COMMAND…: one line at the start, one every ten seconds, one at the end; the whole output when the command fails.
step() {
    local name=$1 began=$SECONDS code=0 log heartbeat
    shift
    mkdir -p "$root/artifacts"
    log=$(mktemp "$root/artifacts/step.XXXXXX")
    printf '%s …\n' "$name"
    # A sleep that outlives the loop must not hold the caller's pipe or lock.
    while sleep 10 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do printf '    %d s …\n' $((SECONDS - began)); done 9>&- &
    heartbeat=$!
    "$@" </dev/null >"$log" 2>&1 || code=$?
    kill "$heartbeat" 2>/dev/null || true
    wait "$heartbeat" 2>/dev/null || true
    if [ "$code" -eq 0 ]; then
        printf '    完成 done, %d s\n' $((SECONDS - began))
    else
        cat "$log" >&2
        printf '    失败 failed (%d), %d s\n' "$code" $((SECONDS - began)) >&2
    fi
    rm -f "$log"
    return "$code"
}
